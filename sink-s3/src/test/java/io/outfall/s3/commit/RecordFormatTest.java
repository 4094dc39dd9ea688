// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Witness;
import io.outfall.s3.object.Body;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.StagedObject;
import io.outfall.s3.object.UploadedPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordFormatTest {
    private static final FileFacts FACTS = new FileFacts(3, 7, 11, 1_000, 2_000, "0a1b");

    private static StagedObject.Whole whole(String key, String content) {
        ObjectSpec spec = new ObjectSpec(key, "text/plain", Map.of("rows", "3"));
        return new StagedObject.Whole(spec, Body.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static CommitRecord read(byte[] bytes) {
        int line = 0;
        while (bytes[line] != '\n') {
            line++;
        }
        return RecordFormat.read(Arrays.copyOf(bytes, line), Arrays.copyOfRange(bytes, line + 1, bytes.length));
    }

    private static byte[] bytes(Body body) throws IOException {
        return body.stream().readAllBytes();
    }

    private static final CommitRecord RECORD = new CommitRecord(
            5,
            9,
            "somebody",
            OffsetSet.range(0, 12),
            new Witness(11, 2_000),
            List.of(
                    new CommittedFile(whole("first", "some\nbytes"), FACTS),
                    new CommittedFile(
                            new StagedObject.Parts(
                                    new ObjectSpec("second", "text/plain", Map.of()),
                                    "upload-1",
                                    List.of(new UploadedPart(1, "\"e1\"", "crc="), new UploadedPart(2, "\"e2\"", null)),
                                    70_000),
                            FACTS),
                    new CommittedFile(whole("third", "more"), FACTS)));

    @Test
    void aRecordIsALineForPeopleAndTheBytesOfItsSmallFiles() throws IOException {
        String text = new String(bytes(RecordFormat.write(RECORD)), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("{\"format\":1,\"epoch\":5,\"sequence\":9,\"owner\":\"somebody\",\"done\":\"0+12\","
                        + "\"witness\":{\"offset\":11,\"timestamp\":2000},\"files\":[{\"key\":\"first\",")
                .contains(
                        "\"upload\":{\"id\":\"upload-1\",\"parts\":[{\"number\":1,\"etag\":\"\\\"e1\\\"\",\"checksum\":\"crc=\"},"
                                + "{\"number\":2,\"etag\":\"\\\"e2\\\"\"}]}")
                .endsWith("}\nsome\nbytesmore");
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        CommitRecord found = read(bytes(RecordFormat.write(RECORD)));

        assertThat(found.isSameWrite(RECORD)).isTrue();
        assertThat(found.done()).isEqualTo(RECORD.done());
        assertThat(found.witness()).isEqualTo(RECORD.witness());
        assertThat(found.files().get(1)).isEqualTo(RECORD.files().get(1));
        for (int i : new int[] {0, 2}) {
            StagedObject.Whole written =
                    (StagedObject.Whole) RECORD.files().get(i).object();
            StagedObject.Whole again = (StagedObject.Whole) found.files().get(i).object();
            assertThat(again.spec()).isEqualTo(written.spec());
            assertThat(bytes(again.body())).isEqualTo(bytes(written.body()));
            assertThat(found.files().get(i).facts()).isEqualTo(FACTS);
        }
    }

    @Test
    void whatIsNoRecordIsRefusedWithAReason() throws IOException {
        byte[] cut = bytes(RecordFormat.write(RECORD));
        assertThatThrownBy(() -> read(Arrays.copyOf(cut, cut.length - 1)))
                .hasMessage("a commit record that ends within the bytes of third");
        assertThatThrownBy(() -> read("{\"format\":2}\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("a commit record of format 2, not 1");
        assertThatThrownBy(() -> read("hello\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("not a commit record: ");
        assertThatThrownBy(() -> read("{\"format\":1}\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("a commit record without a number epoch");
    }
}
