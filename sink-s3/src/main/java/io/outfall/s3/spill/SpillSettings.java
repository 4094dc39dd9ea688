// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and where a task may use the disk.
 *
 * @param enabled whether it may
 * @param directory empty for the directory that the JVM has for temporary files
 */
public record SpillSettings(boolean enabled, Optional<Path> directory) {}
