// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What stands in a plugin archive.
 *
 * @param files path in the archive, with the top folder, and content
 */
record PluginArchive(Map<String, byte[]> files) {
    private static final int MAGIC_AND_MINOR_VERSION = 6;

    /**
     * A class in one of the jars.
     *
     * @param jar file name of the jar
     * @param path path in the jar
     * @param classFileVersion major version: 61 is Java 17
     */
    record JarClass(String jar, String path, int classFileVersion) {}

    static PluginArchive ofZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new PluginArchive(unzip(in));
        }
    }

    static PluginArchive ofTarGz(Path file) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return new PluginArchive(files);
    }

    /** File names of the jars in alphabetical order. */
    List<String> jars() {
        return files.keySet().stream()
                .filter(path -> path.endsWith(".jar"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    /** The text of a file in one of the jars. */
    String textInJar(String jar, String path) throws IOException {
        byte[] content = jarContent(jar).get(path);
        if (content == null) {
            throw new IOException("no " + path + " in " + jar);
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The classes that Java 17 would load: those for newer versions in a multi-release jar do not count. */
    List<JarClass> classes() throws IOException {
        List<JarClass> classes = new ArrayList<>();
        for (String jar : jars()) {
            for (Map.Entry<String, byte[]> entry : jarContent(jar).entrySet()) {
                String path = entry.getKey();
                if (path.endsWith(".class") && !path.startsWith("META-INF/") && !path.endsWith("module-info.class")) {
                    classes.add(new JarClass(jar, path, majorVersion(entry.getValue())));
                }
            }
        }
        return classes;
    }

    private Map<String, byte[]> jarContent(String jar) throws IOException {
        String path = files.keySet().stream()
                .filter(file -> file.endsWith("/" + jar))
                .findFirst()
                .orElseThrow();
        return unzip(new ByteArrayInputStream(files.get(path)));
    }

    private static Map<String, byte[]> unzip(InputStream zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(zip)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }

    private static int majorVersion(byte[] classFile) {
        return ByteBuffer.wrap(classFile).getShort(MAGIC_AND_MINOR_VERSION);
    }
}
