package io.staffetta.dkim;

import io.staffetta.spi.host.SigningKeys.SigningKey;
import io.staffetta.spi.mail.Header;

import java.security.GeneralSecurityException;
import java.security.interfaces.RSAKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes signatures (RFC 6376 §5). Used by many threads.
final class Signer {

    private static final String FIELD = "DKIM-Signature";
    private static final String FOLD = "\r\n\t";
    private static final int LINE = 72;

    private final DkimSignSettings settings;
    private final SignedNames names;
    private final InstantSource clock;

    Signer(DkimSignSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        names = settings.names();
    }

    static Algorithm algorithm(SigningKey key) {
        return key.key() instanceof RSAKey ? Algorithm.RSA_SHA256 : Algorithm.ED25519_SHA256;
    }

    /// The field to put on top of a message.
    ///
    /// @param hash of the body, made canonical as the settings say
    /// @param identity `i=`
    /// @throws GeneralSecurityException if the key cannot be used
    Header sign(SigningKey key, HeaderFields fields, BodyHash hash, Optional<String> identity)
            throws GeneralSecurityException {
        var signed = names.of(fields);
        var value = unsigned(key, signed, hash, identity);
        byte[] octets =
                DkimSignature.signedOctets(
                        fields,
                        signed.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList(),
                        settings.headerCanonicalization(),
                        FIELD + ": " + value);
        byte[] signature = algorithm(key).sign(key.key(), octets);
        return Header.of(FIELD, value + folded(Base64.getEncoder().encodeToString(signature)));
    }

    private String unsigned(
            SigningKey key, List<String> signed, BodyHash hash, Optional<String> identity) {
        var now = clock.instant();
        var out = new StringBuilder();
        out.append("v=1; a=").append(algorithm(key).word());
        out.append("; c=").append(settings.headerCanonicalization().word());
        out.append('/').append(settings.bodyCanonicalization().word()).append(';').append(FOLD);
        out.append("d=").append(key.domain()).append("; s=").append(key.selector()).append(';');
        identity.ifPresent(text -> out.append(FOLD).append("i=").append(text).append(';'));
        out.append(FOLD).append("t=").append(now.getEpochSecond()).append(';');
        settings.expiry()
                .ifPresent(time ->
                        out.append(" x=").append(now.plus(time).getEpochSecond()).append(';'));
        out.append(FOLD).append("h=").append(joined(signed)).append(';');
        out.append(FOLD).append("bh=").append(hash.base64()).append(';');
        return out.append(FOLD).append("b=").toString();
    }

    private static String joined(List<String> names) {
        var out = new StringBuilder();
        int line = 2;
        for (var name : names) {
            if (!out.isEmpty()) {
                out.append(':');
                line++;
            }
            if (line + name.length() > LINE) {
                out.append(FOLD).append(' ');
                line = 1;
            }
            out.append(name);
            line += name.length();
        }
        return out.toString();
    }

    private static String folded(String base64) {
        var out = new StringBuilder();
        for (int i = 0; i < base64.length(); i += LINE) {
            out.append(i == 0 ? "" : FOLD + " ");
            out.append(base64, i, Math.min(base64.length(), i + LINE));
        }
        return out.toString();
    }
}
