// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The plugin archive of the S3 sink, unpacked as a user does it. */
public final class PluginFolder {
    private static final String NAME = "outfall-sink-s3-" + System.getProperty("outfall.version", "");
    private static final Path ARCHIVE = Path.of("..", "sink-s3", "target", NAME + ".zip");

    private PluginFolder() {}

    /** Unpacks the archive into a folder of this build. */
    public static Path unpacked() {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(ARCHIVE))) {
            Path folder = Files.createTempDirectory(Path.of("target"), "plugin-");
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, folder.resolve(entry.getName()));
            }
            return folder.resolve(NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(InputStream content, ZipEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
        }
    }
}
