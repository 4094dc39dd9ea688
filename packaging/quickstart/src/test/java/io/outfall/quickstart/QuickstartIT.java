// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The quickstart as the README starts it, on the archives that were just built. */
class QuickstartIT {

    @Test
    void every_change_of_the_bookstore_arrives_in_bucket_history_and_intake_once_and_the_mirror_is_the_database()
            throws Exception {
        Properties properties = new Properties();
        properties.setProperty("quickstart.plugins", System.getProperty("quickstart.plugins", ""));
        properties.setProperty("quickstart.once", "");
        ByteArrayOutputStream screen = new ByteArrayOutputStream();

        boolean complete = new Quickstart(
                        Settings.of(Path.of(""), properties), new PrintStream(screen, true, StandardCharsets.UTF_8))
                .run();

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("s3://bookstore/postgres.public.Sales/")
                .contains("BookTypes, 4 changes:")
                .contains("r     1           ACT           Ação          Aventura e ação")
                .contains("d     2           null          null          null")
                .contains("Sales, 1005 changes, the newest:")
                .contains("SELECT * FROM bookstore.Users ORDER BY 1")
                .contains("2       Conceição  Depósito")
                .contains("{\"UserId\":5,\"deleted\":true}")
                .contains("{\"UserId\":1,\"UserName\":\"Ana\",\"Department\":\"Direção\",\"deleted\":false}")
                .contains("Every change arrived exactly once");
        assertThat(complete).isTrue();
    }
}
