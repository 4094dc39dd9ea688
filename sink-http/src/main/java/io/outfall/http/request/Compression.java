// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** How bodies are compressed. */
public enum Compression {
    NONE {
        @Override
        ByteBuffer compress(ByteBuffer body) {
            return body;
        }
    },
    GZIP {
        @Override
        ByteBuffer compress(ByteBuffer body) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.remaining() / 4 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
                gzip.write(body.array(), body.arrayOffset() + body.position(), body.remaining());
            } catch (IOException e) {
                throw new UncheckedIOException("memory takes what is written", e);
            }
            return ByteBuffer.wrap(compressed.toByteArray());
        }
    },
    ZSTD {
        @Override
        ByteBuffer compress(ByteBuffer body) {
            byte[] plain = new byte[body.remaining()];
            body.duplicate().get(plain);
            return ByteBuffer.wrap(Zstd.compress(plain));
        }
    };

    abstract ByteBuffer compress(ByteBuffer body);
}
