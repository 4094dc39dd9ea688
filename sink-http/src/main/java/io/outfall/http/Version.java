// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import org.jspecify.annotations.Nullable;

/** The version that the archive was built as. */
final class Version {
    private Version() {}

    /** From the manifest of the jar; {@code dev} where classes are run without one. */
    static String current() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
