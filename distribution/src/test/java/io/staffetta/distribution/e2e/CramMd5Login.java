package io.staffetta.distribution.e2e;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A client of CRAM-MD5 (RFC 2195).
final class CramMd5Login {

    private CramMd5Login() {}

    /// Logs in; returns the last reply.
    static String by(SmtpWire wire, String login, String password) {
        var reply = wire.say("AUTH CRAM-MD5");
        if (!reply.startsWith("334 ")) {
            return reply;
        }
        try {
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            var digest = mac.doFinal(ScramLogin.decoded(reply).getBytes(StandardCharsets.US_ASCII));
            return wire.say(ScramLogin.base64(login + " " + HexFormat.of().formatHex(digest)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
