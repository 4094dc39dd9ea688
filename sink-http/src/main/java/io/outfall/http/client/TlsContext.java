// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Makes of {@link TlsSettings} what the JDK's client takes. */
final class TlsContext {
    private static final String ALIAS = "client";

    private TlsContext() {}

    /** @throws ConnectException if a file or text cannot be read; it names the setting and no secret */
    static SSLContext of(TlsSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), trust(settings), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConnectException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trust(TlsSettings settings) throws GeneralSecurityException {
        Path file = settings.trustFile();
        if (file == null) {
            return null;
        }
        KeyStore store = loaded("http.tls.trust.file: " + file, () -> {
            byte[] bytes = Files.readAllBytes(file);
            return Pem.isPem(bytes) ? trusted(Pem.parse(text(bytes))) : pkcs12(bytes, settings.trustPassword());
        });
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(TlsSettings settings) throws GeneralSecurityException {
        KeyStore store = identity(settings);
        if (store == null) {
            return null;
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, chars(settings.clientPassword()));
        return managers.getKeyManagers();
    }

    private static @Nullable KeyStore identity(TlsSettings settings) {
        Password password = settings.clientPassword();
        if (settings.clientPem() != null) {
            Pem pem = Pem.parse(settings.clientPem().value());
            return loaded("http.tls.client.pem", () -> identity(pem, password));
        }
        Path file = settings.clientFile();
        if (file == null) {
            return null;
        }
        return loaded("http.tls.client.file: " + file, () -> {
            byte[] bytes = Files.readAllBytes(file);
            return Pem.isPem(bytes) ? identity(Pem.parse(text(bytes)), password) : pkcs12(bytes, password);
        });
    }

    private static KeyStore trusted(Pem pem) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        List<Certificate> certificates = pem.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("trusted-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore identity(Pem pem, @Nullable Password password)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry(
                ALIAS,
                pem.privateKey(password),
                chars(password),
                pem.certificates().toArray(new Certificate[0]));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore pkcs12(byte[] bytes, @Nullable Password password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes), chars(password));
        return store;
    }

    private static char[] chars(@Nullable Password password) {
        return password == null ? new char[0] : password.value().toCharArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static KeyStore loaded(String what, Loading loading) {
        try {
            return loading.load();
        } catch (NoSuchFileException e) {
            throw new ConnectException(what + " does not exist", e);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            // Not the cause: what a parser says of a text can show the text.
            throw new ConnectException(what + " cannot be read: " + e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Loading {
        KeyStore load() throws GeneralSecurityException, IOException;
    }
}
