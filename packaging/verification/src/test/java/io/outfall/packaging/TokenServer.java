// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Gives anybody an access token, as Google does for the key of a service account. */
final class TokenServer implements AutoCloseable {
    private static final byte[] TOKEN =
            "{\"access_token\": \"token\", \"token_type\": \"Bearer\", \"expires_in\": 3600}".getBytes(UTF_8);

    private final HttpServer server;

    private TokenServer(HttpServer server) {
        this.server = server;
    }

    static TokenServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", request -> {
            request.getResponseHeaders().set("Content-Type", "application/json");
            request.sendResponseHeaders(200, TOKEN.length);
            request.getResponseBody().write(TOKEN);
            request.close();
        });
        server.start();
        return new TokenServer(server);
    }

    /** The key of a service account that asks for its tokens here. */
    String key() throws GeneralSecurityException {
        return keyAskingAt("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** The key of a service account that asks for its tokens there. */
    static String keyAskingAt(String endpoint) throws GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        return """
                {"type": "service_account", "project_id": "outfall-verified", "client_id": "1", "private_key_id": "1",
                 "client_email": "sink@outfall-verified.iam.gserviceaccount.com",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "token_uri": "%s"}""".formatted(key, endpoint).replace("\n", " ");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
