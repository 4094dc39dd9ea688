// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Certificates and private keys as text between dashes (RFC 7468). Nothing that it throws quotes a key. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final String PBES2 = "PBES2";

    private final List<Block> blocks;

    private record Block(String label, String content) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(content);
        }
    }

    private Pem(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Whether these bytes look like PEM; PKCS #12 does not. */
    static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** The blocks of a text; what stands around them is ignored. */
    public static Pem parse(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new Pem(blocks);
    }

    /**
     * The certificates, in order.
     *
     * @throws GeneralSecurityException if there is none, or one cannot be read
     */
    List<Certificate> certificates() throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals("CERTIFICATE")) {
                found.add(factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        }
        if (found.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return found;
    }

    /**
     * The private key: PKCS #8, in the clear or encrypted.
     *
     * @throws GeneralSecurityException if there is none, or the password does not fit
     */
    public PrivateKey privateKey(@Nullable Password password) throws GeneralSecurityException {
        for (Block block : blocks) {
            if (block.label.equals("PRIVATE KEY")) {
                return privateKey(new PKCS8EncodedKeySpec(block.bytes()));
            }
            if (block.label.equals("ENCRYPTED PRIVATE KEY")) {
                return privateKey(decrypted(block.bytes(), password));
            }
            if (block.label.endsWith(" PRIVATE KEY")) {
                throw new GeneralSecurityException("its key is of a form of its own (" + block.label
                        + "); make it PKCS #8, with openssl pkcs8 -topk8");
            }
        }
        throw new GeneralSecurityException("there is no private key in it");
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException notOfThisKind) {
                // The key says what it is in a form that only its own factory reads.
            }
        }
        throw new GeneralSecurityException("its private key is none of " + String.join(", ", KEY_ALGORITHMS));
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, @Nullable Password password)
            throws GeneralSecurityException {
        if (password == null) {
            throw new GeneralSecurityException("its private key is encrypted, and there is no password");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            // Java names the scheme itself only in the parameters (RFC 8018, appendix A.4).
            String name = info.getAlgName();
            String algorithm = name.equals(PBES2) ? info.getAlgParameters().toString() : name;
            Key key = SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(password.value().toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (IOException | InvalidKeySpecException e) {
            throw new GeneralSecurityException("its private key cannot be decrypted with the password", e);
        }
    }
}
