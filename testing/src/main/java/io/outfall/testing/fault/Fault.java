// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** What becomes of one request. "The effect" is what the server does on the request. */
public sealed interface Fault {

    /** The server gets the request and the client the reply. */
    record Pass() implements Fault {}

    /** The client gets this answer, and the server nothing. */
    record Answer(int status, Map<String, String> headers, String body) implements Fault {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /** An answer of XML, as S3 gives it. */
        public static Answer s3(int status, String code) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/xml"),
                    "<Error><Code>" + code + "</Code><Message>because</Message><RequestId>r1</RequestId></Error>");
        }

        /** The same with one more header. */
        public Answer with(String header, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    /** The connection ends before the effect. */
    record CutBefore() implements Fault {}

    /** The connection ends after the effect: the reply is lost. */
    record CutAfter() implements Fault {}

    /** The connection ends after the effect, so many bytes before the end of the reply. */
    record CutShort(int bytes) implements Fault {}

    /** No effect and no answer, until the client gives up. */
    record StallBefore() implements Fault {}

    /** The effect, but no answer until the client gives up. */
    record StallAfter() implements Fault {}

    /**
     * The request has come as a whole and is passed on when the latch is open, whether or not the client still waits.
     */
    record Hold(CountDownLatch until) implements Fault {}

    /** The server gets the request with one byte of its body changed, and the client the reply. */
    record Damage() implements Fault {}

    /**
     * The server gets the request without headers of these names, like one that ignores them. It must not check
     * signatures.
     */
    record Without(Set<String> headers) implements Fault {
        public Without {
            headers = Set.copyOf(headers);
        }
    }
}
