// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** The key of a service account, and the server that gives tokens for it. */
public final class ServiceAccount implements AutoCloseable {
    public static final String TOKEN = "ya29.a-token-that-nobody-may-see";

    private final HttpServer server;
    private final String privateKey;
    private volatile int status = 200;
    private volatile String answer =
            "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    public ServiceAccount() throws IOException, GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        privateKey = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        });
        server.start();
    }

    /** The address of the server. */
    public URI tokens() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** The account was deleted. */
    void delete() {
        answer = "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid grant: account not found\"}";
        status = 400;
    }

    /** What nobody may see of the key. */
    public String secret() {
        return privateKey.substring(100, 140);
    }

    /** The key as Google gives it out. */
    public String json() {
        JsonObject key = new JsonObject();
        key.addProperty("type", "service_account");
        key.addProperty("project_id", "outfall-test");
        key.addProperty("private_key_id", "1");
        key.addProperty("private_key", "-----BEGIN PRIVATE KEY-----\n" + privateKey + "\n-----END PRIVATE KEY-----\n");
        key.addProperty("client_email", "sink@outfall-test.iam.gserviceaccount.com");
        key.addProperty("client_id", "1");
        key.addProperty("token_uri", tokens().toString());
        return key.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
