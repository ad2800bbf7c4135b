package io.staffetta.spi.mail;

import java.util.Optional;
import java.util.OptionalLong;

/// The ESMTP parameters of MAIL.
///
/// @param size declared size in octets (RFC 1870), not negative
/// @param body declared body type
/// @param smtpUtf8 whether internationalised addresses or headers may occur (RFC 6531)
/// @param requireTls whether every further hop must use TLS (RFC 8689)
/// @param envelopeId `ENVID`, decoded (RFC 3461 §4.4), at most 100 characters
/// @param returned `RET` (RFC 3461 §4.3)
/// @param submitter `AUTH`, decoded (RFC 4954 §5); present and empty for `<>`
public record MailParameters(
        OptionalLong size,
        BodyType body,
        boolean smtpUtf8,
        boolean requireTls,
        Optional<String> envelopeId,
        Optional<Returned> returned,
        Optional<String> submitter) {

    /// How much of a message a failure report returns.
    public enum Returned {
        /// The whole message.
        FULL,
        /// Its headers only.
        HEADERS
    }

    /// What an absent parameter means.
    public static final MailParameters NONE =
            new MailParameters(
                    OptionalLong.empty(),
                    BodyType.SEVEN_BIT,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
