// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link SpillSettings}. */
public final class SpillSection implements Section<SpillSettings> {
    static final Key<Boolean> ENABLED = Key.flag("memory.spill")
            .doc(
                    "Whether finished pages of open files move to a temporary file when `memory.budget.bytes` is used up, so that "
                            + "many files can be open in little memory. Without it, or when the disk takes no more, the largest "
                            + "files are closed early instead.")
            .defaultsTo(true);
    static final Key<Optional<Path>> DIRECTORY = Key.of(
                    "memory.spill.directory", "an absolute path", Path::of, Path::toString)
            .where("an absolute path", Path::isAbsolute)
            .doc(
                    "Where that file is: one per task, readable by the worker's user alone, without a name where the operating "
                            + "system allows it, and gone when the task ends, however it ends. It holds values of rows, compressed "
                            + "but not encrypted, and leaves a tenth of the disk to others. Unset is the directory that the JVM "
                            + "has for temporary files, unless that is in memory (`tmpfs`), which is used only if it is named here.")
            .importance(Importance.LOW)
            .optional();

    @Override
    public String title() {
        return "Spilling";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(ENABLED, DIRECTORY);
    }

    @Override
    public SpillSettings read(Values values) {
        return new SpillSettings(values.get(ENABLED), values.get(DIRECTORY));
    }
}
