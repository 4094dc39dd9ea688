// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The plugins that are released, each an archive of its own. */
public enum SinkPlugin {
    S3("sink-s3", "io.outfall.s3.S3SinkConnector", 15),
    BIGQUERY("sink-bigquery", "io.outfall.bigquery.BigQuerySinkConnector", 25),
    HTTP("sink-http", "io.outfall.http.HttpSinkConnector", 6);

    private static final String VERSION = System.getProperty("outfall.version", "");

    private final String module;
    private final String connector;
    private final int mebibytes;

    SinkPlugin(String module, String connector, int mebibytes) {
        this.module = module;
        this.connector = connector;
        this.mebibytes = mebibytes;
    }

    /** The class name of the connector. */
    public String connector() {
        return connector;
    }

    /** What an archive may have at most. */
    int mebibytes() {
        return mebibytes;
    }

    /** Name of the jar that the connector is in. */
    String jar() {
        return module + "-" + VERSION + ".jar";
    }

    /** Name of the archives without their suffix, and of the folder in them. */
    String folder() {
        return "outfall-" + module + "-" + VERSION;
    }

    /** @param suffix {@code zip} or {@code tar.gz} */
    Path archive(String suffix) {
        return module().resolve("target").resolve(folder() + "." + suffix);
    }

    /** The jars that the archives are to have, one per line, with their versions as Maven says them. */
    String listed() throws IOException {
        return Files.readString(module().resolve("shipped-jars.txt")).replace("${project.version}", VERSION);
    }

    /** Unpacks the archive as a user does it, into a folder of this build. */
    public Path unpacked() {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive("zip")))) {
            Path folder = Files.createTempDirectory(Path.of("target"), "plugin-");
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, folder.resolve(entry.getName()));
            }
            return folder.resolve(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path module() {
        return Path.of("..", module);
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
