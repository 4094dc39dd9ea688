// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.outfall.packaging.PluginArchive.JarClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives that users download and unpack into a worker's plugin path. */
@ParameterizedClass
@MethodSource("archives")
class ArchiveIT {
    private static final long MEBIBYTE = 1 << 20;
    private static final int JAVA_17 = 61;

    /** Class names that a Connect worker has itself, of every version from 3.6 on. */
    private static final List<String> WORKER_PACKAGES = List.of(
            "org/apache/kafka/",
            "org/slf4j/",
            "com/github/luben/zstd/",
            "org/xerial/snappy/",
            "net/jpountz/",
            "com/fasterxml/jackson/",
            "javax/ws/rs/");

    private final SinkPlugin plugin;
    private final PluginArchive zip;

    ArchiveIT(SinkPlugin plugin, PluginArchive zip) {
        this.plugin = plugin;
        this.zip = zip;
    }

    static List<Arguments> archives() throws IOException {
        List<Arguments> archives = new ArrayList<>();
        for (SinkPlugin plugin : SinkPlugin.values()) {
            archives.add(argumentSet(plugin.name(), plugin, PluginArchive.ofZip(plugin.archive("zip"))));
        }
        return archives;
    }

    @Test
    void one_folder_named_like_the_archive_holds_everything() {
        String folder = plugin.folder() + "/";

        assertThat(zip.files().keySet()).allMatch(path -> path.startsWith(folder));
        assertThat(zip.files()).containsKeys(folder + "LICENSE", folder + "NOTICE", folder + "README.md");
    }

    @Test
    void zip_and_tar_gz_hold_the_same_files() throws IOException {
        Map<String, byte[]> tar =
                PluginArchive.ofTarGz(plugin.archive("tar.gz")).files();

        assertThat(tar.keySet()).isEqualTo(zip.files().keySet());
        tar.forEach((path, content) ->
                assertThat(content).as(path).isEqualTo(zip.files().get(path)));
    }

    @Test
    void it_ships_the_jars_that_shipped_jars_txt_lists_and_no_other() throws IOException {
        assertThat(String.join("\n", zip.jars()) + "\n").isEqualTo(plugin.listed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    void it_is_small(String format) throws IOException {
        assertThat(Files.size(plugin.archive(format))).isLessThanOrEqualTo(plugin.mebibytes() * MEBIBYTE);
    }

    @Test
    void nothing_that_the_worker_provides_is_in_it() throws IOException {
        assertThat(zip.classes())
                .extracting(JarClass::path)
                .noneMatch(path -> WORKER_PACKAGES.stream().anyMatch(path::startsWith));
    }

    @Test
    void every_class_loads_on_Java_17() throws IOException {
        assertThat(zip.classes()).isNotEmpty().allMatch(found -> found.classFileVersion() <= JAVA_17);
    }

    @Test
    void no_class_comes_from_two_jars() throws IOException {
        Map<String, List<String>> jarsByClass =
                zip.classes().stream().collect(groupingBy(JarClass::path, mapping(JarClass::jar, toList())));

        assertThat(jarsByClass.values()).allMatch(jars -> jars.size() == 1);
    }

    @Test
    void a_worker_finds_the_connector_without_scanning_classes() throws IOException {
        assertThat(zip.textInJar(plugin.jar(), "META-INF/services/org.apache.kafka.connect.sink.SinkConnector"))
                .contains(plugin.connector());
    }

    @ParameterizedTest
    @CsvSource({"zip, SHA-256", "zip, SHA-512", "tar.gz, SHA-256", "tar.gz, SHA-512"})
    void a_checksum_lies_beside_each_archive(String format, String algorithm) throws Exception {
        Path archive = plugin.archive(format);
        String suffix = "." + algorithm.toLowerCase(Locale.ROOT).replace("-", "");
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(archive)));

        assertThat(Path.of(archive + suffix)).hasContent(expected + "  " + archive.getFileName());
    }
}
