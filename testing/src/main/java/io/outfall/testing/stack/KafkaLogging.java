// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.util.List;

/** What brokers and workers log: everything of interest at INFO, to standard output. */
enum KafkaLogging {
    /** Log4j 2, from Kafka 4.0 on. */
    LOG4J2(
            "log4j2.properties",
            "-Dlog4j2.configurationFile=",
            """
            appender.out.type = Console
            appender.out.name = out
            appender.out.layout.type = PatternLayout
            appender.out.layout.pattern = %d{HH:mm:ss.SSS} %-5p [%X{connector.context}%t] %c{2}: %m%n
            rootLogger = INFO, out
            """,
            "logger.quiet%1$d.name = %2$s\nlogger.quiet%1$d.level = WARN\n"),

    /** Reload4j, a Log4j 1, up to Kafka 3.9. */
    RELOAD4J("log4j.properties", "-Dlog4j.configuration=file:", """
            log4j.rootLogger=INFO, out
            log4j.appender.out=org.apache.log4j.ConsoleAppender
            log4j.appender.out.layout=org.apache.log4j.PatternLayout
            log4j.appender.out.layout.ConversionPattern=%d{HH:mm:ss,SSS} %-5p [%X{connector.context}%t] %c{2}: %m%n
            """, "log4j.logger.%2$s=WARN\n");

    /** Each prints pages at every start, or a line per request, or many while a broker is awaited. */
    private static final List<String> QUIET = List.of(
            "org.apache.kafka.clients.admin.internals.AdminMetadataManager",
            "org.apache.kafka.common.config.AbstractConfig",
            "org.apache.kafka.connect.runtime.isolation",
            "org.apache.kafka.connect.runtime.rest.RestServer",
            "org.reflections");

    private final String file;
    private final String option;
    private final String text;
    private final String quiet;

    KafkaLogging(String file, String option, String text, String quiet) {
        this.file = file;
        this.option = option;
        this.text = text;
        this.quiet = quiet;
    }

    /** Writes the configuration and returns the JVM option that names it. */
    String option(Home home) {
        StringBuilder all = new StringBuilder(text);
        for (int i = 0; i < QUIET.size(); i++) {
            all.append(quiet.formatted(i, QUIET.get(i)));
        }
        return option + home.write(file, all.toString());
    }
}
