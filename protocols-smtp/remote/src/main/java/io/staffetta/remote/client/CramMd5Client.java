package io.staffetta.remote.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// CRAM-MD5 (RFC 2195).
record CramMd5Client(Credentials credentials) implements SaslClientMechanism {

    @Override
    public String name() {
        return "CRAM-MD5";
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) {
        var password = credentials.password().reveal().getBytes(StandardCharsets.UTF_8);
        if (password.length == 0) {
            return Optional.empty();
        }
        try {
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password, "HmacMD5"));
            var digest = HexFormat.of().formatHex(mac.doFinal(challenge));
            var answer = credentials.user() + " " + digest;
            return Optional.of(answer.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
