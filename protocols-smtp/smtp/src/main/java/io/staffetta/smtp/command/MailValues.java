package io.staffetta.smtp.command;

import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.mail.Mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the parameters of MAIL mean to a client that was offered these extensions.
public final class MailValues {

    /// As it is sent (RFC 3461 §4.4).
    private static final int MAX_ENVELOPE_ID = 100;

    private static final int MAX_SUBMITTER = 500;

    private final Set<Extension> offered;
    private OptionalLong size = OptionalLong.empty();
    private BodyType body = BodyType.SEVEN_BIT;
    private boolean smtpUtf8;
    private boolean requireTls;
    private Optional<String> envelopeId = Optional.empty();
    private Optional<Returned> returned = Optional.empty();
    private Optional<String> submitter = Optional.empty();

    private MailValues(Set<Extension> offered) {
        this.offered = offered;
    }

    /// Reads them.
    ///
    /// @throws Refused `555 5.5.4` for what was not offered, `501 5.5.4` for a wrong value
    public static MailParameters of(Parameters parameters, Set<Extension> offered) throws Refused {
        if (parameters.list().isEmpty()) {
            return MailParameters.NONE;
        }
        var values = new MailValues(offered);
        for (var parameter : parameters.list()) {
            values.read(parameter);
        }
        return new MailParameters(
                values.size,
                values.body,
                values.smtpUtf8,
                values.requireTls,
                values.envelopeId,
                values.returned,
                values.submitter);
    }

    private void read(Parameters.Parameter parameter) throws Refused {
        switch (parameter.name()) {
            case "SIZE" -> size = OptionalLong.of(size(value(parameter, Extension.SIZE)));
            case "BODY" -> body = body(value(parameter, Extension.EIGHT_BIT_MIME));
            case "SMTPUTF8" -> smtpUtf8 = flag(parameter, Extension.SMTPUTF8);
            case "REQUIRETLS" -> requireTls = flag(parameter, Extension.REQUIRETLS);
            case "ENVID" -> envelopeId = Optional.of(envelopeId(parameter));
            case "RET" -> returned = Optional.of(returned(value(parameter, Extension.DSN)));
            case "AUTH" -> submitter = Optional.of(submitter(value(parameter, Extension.AUTH)));
            default -> throw Refused.with(Replies.UNKNOWN_PARAMETER);
        }
    }

    private boolean flag(Parameters.Parameter parameter, Extension extension) throws Refused {
        require(extension);
        if (parameter.value().isPresent()) {
            throw Refused.with(Replies.BAD_PARAMETER);
        }
        return true;
    }

    private String value(Parameters.Parameter parameter, Extension extension) throws Refused {
        require(extension);
        return parameter.value().orElseThrow(() -> Refused.with(Replies.BAD_PARAMETER));
    }

    private void require(Extension extension) throws Refused {
        if (!offered.contains(extension)) {
            throw Refused.with(Replies.UNKNOWN_PARAMETER);
        }
    }

    /// RFC 1870 §6 allows 20 digits, more than any number here can hold.
    private static long size(String value) throws Refused {
        if (value.length() > 20 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Refused.with(Replies.BAD_PARAMETER);
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }

    private BodyType body(String value) throws Refused {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "7BIT" -> BodyType.SEVEN_BIT;
            case "8BITMIME" -> BodyType.EIGHT_BIT_MIME;
            case "BINARYMIME" -> {
                // RFC 3030 §3: binary content comes by BDAT only.
                if (!offered.contains(Extension.BINARYMIME)
                        || !offered.contains(Extension.CHUNKING)) {
                    throw Refused.with(Replies.BAD_PARAMETER);
                }
                yield BodyType.BINARY_MIME;
            }
            default -> throw Refused.with(Replies.BAD_PARAMETER);
        };
    }

    private String envelopeId(Parameters.Parameter parameter) throws Refused {
        return Optional.of(value(parameter, Extension.DSN))
                .filter(encoded -> encoded.length() <= MAX_ENVELOPE_ID)
                .flatMap(Xtext::decode)
                .orElseThrow(() -> Refused.with(Replies.BAD_PARAMETER));
    }

    private static Returned returned(String value) throws Refused {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Returned.FULL;
            case "HDRS" -> Returned.HEADERS;
            default -> throw Refused.with(Replies.BAD_PARAMETER);
        };
    }

    private static String submitter(String value) throws Refused {
        if (value.equals("<>")) {
            return "";
        }
        return Xtext.decode(value)
                .filter(mailbox -> mailbox.length() <= MAX_SUBMITTER && isMailbox(mailbox))
                .orElseThrow(() -> Refused.with(Replies.BAD_PARAMETER));
    }

    private static boolean isMailbox(String text) {
        try {
            Mailbox.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
