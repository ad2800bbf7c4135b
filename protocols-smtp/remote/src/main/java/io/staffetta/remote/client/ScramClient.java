package io.staffetta.remote.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// SCRAM (RFC 5802, RFC 7677) without channel binding. The password never leaves this machine, and
/// the server has to show that it knows it too.
final class ScramClient implements SaslClientMechanism {

    /// A server may ask for work; but not for minutes of it.
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String name;
    private final String hash;
    private final Credentials credentials;
    private final String nonce;
    private byte[] serverSignature = new byte[0];
    private boolean content;

    ScramClient(String name, Credentials credentials) {
        this(name, credentials, nonce());
    }

    ScramClient(String name, Credentials credentials, String nonce) {
        this.name = name;
        this.hash = name.equals("SCRAM-SHA-1") ? "SHA1" : "SHA256";
        this.credentials = credentials;
        this.nonce = nonce;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.of(("n,," + firstBare()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) {
        var message = new String(challenge, StandardCharsets.UTF_8);
        var fields = fields(message);
        try {
            return serverSignature.length == 0 ? proof(message, fields) : verify(fields);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isContent() {
        return content;
    }

    private Optional<byte[]> proof(String message, Map<String, String> fields)
            throws GeneralSecurityException {
        var combined = fields.getOrDefault("r", "");
        int iterations = Integer.parseInt(fields.getOrDefault("i", "0"));
        var salt = Base64.getDecoder().decode(fields.getOrDefault("s", ""));
        if (!combined.startsWith(nonce)
                || combined.length() == nonce.length()
                || salt.length == 0
                || iterations < 1
                || iterations > MAX_ITERATIONS
                || fields.containsKey("m")) {
            return Optional.empty();
        }
        var bare = "c=biws,r=" + combined;
        var signed = (firstBare() + "," + message + "," + bare).getBytes(StandardCharsets.UTF_8);
        var salted = salted(salt, iterations);
        var clientKey = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
        var stored =
                MessageDigest.getInstance(hash.equals("SHA1") ? "SHA-1" : "SHA-256")
                        .digest(clientKey);
        var signature = hmac(stored, signed);
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= clientKey[i];
        }
        serverSignature =
                hmac(hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII)), signed);
        var proof = Base64.getEncoder().encodeToString(signature);
        return Optional.of((bare + ",p=" + proof).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<byte[]> verify(Map<String, String> fields) {
        var shown = Base64.getDecoder().decode(fields.getOrDefault("v", ""));
        content = MessageDigest.isEqual(shown, serverSignature);
        return content ? Optional.of(new byte[0]) : Optional.empty();
    }

    private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
        var factory = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash);
        int bits = hash.equals("SHA1") ? 160 : 256;
        var spec =
                new PBEKeySpec(
                        credentials.password().reveal().toCharArray(), salt, iterations, bits);
        try {
            return factory.generateSecret(spec).getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance("Hmac" + hash);
        mac.init(new SecretKeySpec(key, "Hmac" + hash));
        return mac.doFinal(message);
    }

    private String firstBare() {
        return "n=" + credentials.user().replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    private static Map<String, String> fields(String message) {
        var fields = new HashMap<String, String>();
        for (var field : message.split(",")) {
            if (field.length() > 1 && field.charAt(1) == '=') {
                fields.put(field.substring(0, 1), field.substring(2));
            }
        }
        return fields;
    }

    private static String nonce() {
        var octets = new byte[18];
        RANDOM.nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }
}
