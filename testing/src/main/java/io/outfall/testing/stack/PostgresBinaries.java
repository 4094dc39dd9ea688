// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of PostgreSQL. The build fetches them as an archive; the first use unpacks it, later ones find it so.
 */
final class PostgresBinaries {
    private static final int EXECUTABLE = 0100;

    private final Path root;

    private PostgresBinaries(Path root) {
        this.root = root;
    }

    static PostgresBinaries unpacked() {
        Runtimes runtimes = Runtimes.located();
        Path archive = archive(runtimes.files("postgres"));
        Path root = runtimes.made("postgres").resolve(archive.getFileName() + ".unpacked");
        if (!Files.exists(root)) {
            unpack(archive, root);
        }
        return new PostgresBinaries(root);
    }

    /** One of the programs, such as {@code initdb}. */
    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    private static Path archive(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new StackException("no PostgreSQL archive in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks beside the target and renames, so that a target is always complete, whoever else unpacks. */
    private static void unpack(Path archive, Path target) {
        try {
            Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
            Path partial = Files.createTempDirectory(
                    parent,
                    "unpacking",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            try (InputStream bytes = new BufferedInputStream(Files.newInputStream(archive));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(entry, tar, partial);
                }
            }
            move(partial, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive, e);
        }
    }

    private static void write(TarArchiveEntry entry, TarArchiveInputStream tar, Path folder) throws IOException {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("points out of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void move(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; theirs is as good.
            Home.remove(partial);
        }
    }
}
