package io.staffetta.sasl.external;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

/// A certificate that stands for an account.
///
/// @param subject its subject, such as `CN=Alice, O=Example`; or empty
/// @param fingerprint SHA-256 of it in hexadecimal, with or without colons; or empty
/// @param account whom it stands for
public record Mapping(Optional<String> subject, Optional<String> fingerprint, String account) {

    private static final int FINGERPRINT_DIGITS = 64;

    public Mapping {
        if (account == null || account.isBlank()) {
            throw new IllegalArgumentException("account is missing in map");
        }
        if (subject.isPresent() == fingerprint.isPresent()) {
            throw new IllegalArgumentException("map needs either subject or fingerprint");
        }
        subject.ifPresent(Mapping::principal);
        fingerprint = fingerprint.map(Mapping::folded);
    }

    /// Whether it is about this certificate.
    boolean matches(ClientCertificate certificate) {
        return subject.map(Mapping::principal).map(certificate.subject()::equals).orElse(false)
                || fingerprint.map(certificate.fingerprint()::equals).orElse(false);
    }

    private static X500Principal principal(String name) {
        try {
            return new X500Principal(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("subject is not a distinguished name", e);
        }
    }

    private static String folded(String text) {
        var digits = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (digits.length() != FINGERPRINT_DIGITS
                || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "fingerprint is not 64 hexadecimal digits (SHA-256)");
        }
        return digits;
    }
}
