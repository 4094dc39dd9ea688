// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A certificate that vouches for itself, with its key, made by the JDK's keytool. */
final class Identity {
    static final String PASSWORD = "correct horse";
    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

    private final Path file;

    private Identity(Path file) {
        this.file = file;
    }

    /** @param names the names and addresses it is for, such as {@code ip:127.0.0.1} */
    static Identity make(Path folder, String algorithm, String names) throws IOException, InterruptedException {
        Path file = folder.resolve(algorithm + names.replace(':', '-') + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=outfall",
                        "-ext",
                        "san=" + names,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        return new Identity(file);
    }

    Path pkcs12() {
        return file;
    }

    KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    String certificatePem() throws IOException, GeneralSecurityException {
        return block("CERTIFICATE", store().getCertificate("it").getEncoded());
    }

    String keyPem() throws IOException, GeneralSecurityException {
        return block("PRIVATE KEY", key().getEncoded());
    }

    String encryptedKeyPem() throws IOException, GeneralSecurityException {
        SecretKey secret = SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(PASSWORD.toCharArray()));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] encrypted = cipher.doFinal(key().getEncoded());
        // By its own name the JDK does not know how to write the scheme down (RFC 8018, appendix A.4).
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return block("ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        return (PrivateKey) store().getKey("it", PASSWORD.toCharArray());
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }
}
