package io.staffetta.smtp.command;

import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the parameters of RCPT mean to a client that was offered these extensions (RFC 3461).
public final class RecipientValues {

    /// As it is sent (RFC 3461 §4.2).
    private static final int MAX_ORIGINAL = 500;

    private RecipientValues() {}

    /// Reads them.
    ///
    /// @param smtpUtf8 whether MAIL had the parameter SMTPUTF8
    /// @throws Refused `555 5.5.4` for what was not offered, `501 5.5.4` for a wrong value, `553
    ///   5.6.7` for UTF-8 without SMTPUTF8
    public static RecipientParameters of(
            Parameters parameters, Set<Extension> offered, boolean smtpUtf8) throws Refused {
        if (parameters.list().isEmpty()) {
            return RecipientParameters.NONE;
        }
        Set<Notify> notify = Set.of();
        var original = Optional.<String>empty();
        for (var parameter : parameters.list()) {
            boolean known = parameter.name().equals("NOTIFY") || parameter.name().equals("ORCPT");
            if (!known || !offered.contains(Extension.DSN)) {
                throw Refused.with(Replies.UNKNOWN_PARAMETER);
            }
            var value = parameter.value().orElseThrow(() -> Refused.with(Replies.BAD_PARAMETER));
            if (parameter.name().equals("NOTIFY")) {
                notify = notify(value);
            } else {
                original = Optional.of(original(value, smtpUtf8));
            }
        }
        return new RecipientParameters(notify, original);
    }

    private static Set<Notify> notify(String value) throws Refused {
        var conditions = EnumSet.noneOf(Notify.class);
        for (var word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            var condition =
                    switch (word) {
                        case "NEVER" -> Notify.NEVER;
                        case "SUCCESS" -> Notify.SUCCESS;
                        case "FAILURE" -> Notify.FAILURE;
                        case "DELAY" -> Notify.DELAY;
                        default -> throw Refused.with(Replies.BAD_PARAMETER);
                    };
            if (!conditions.add(condition)) {
                throw Refused.with(Replies.BAD_PARAMETER);
            }
        }
        if (conditions.contains(Notify.NEVER) && conditions.size() > 1) {
            throw Refused.with(Replies.BAD_PARAMETER);
        }
        return conditions;
    }

    private static String original(String value, boolean smtpUtf8) throws Refused {
        int semicolon = value.indexOf(';');
        var type = semicolon < 0 ? "" : value.substring(0, semicolon);
        if (value.length() > MAX_ORIGINAL
                || type.isEmpty()
                || !type.chars().allMatch(RecipientValues::isTypeCharacter)) {
            throw Refused.with(Replies.BAD_PARAMETER);
        }
        var encoded = value.substring(semicolon + 1);
        boolean utf8 = type.equalsIgnoreCase("utf-8");
        if (utf8 && !smtpUtf8 && !encoded.chars().allMatch(c -> c < 128)) {
            throw Refused.with(Replies.NEEDS_SMTPUTF8);
        }
        // Some write xtext for this type, too, which has "+" in its place only.
        var address =
                utf8 && encoded.indexOf('+') < 0
                        ? Utf8Address.decode(encoded)
                        : Xtext.decode(encoded);
        return address.filter(text -> !text.isBlank())
                .map(text -> type + ";" + text)
                .orElseThrow(() -> Refused.with(Replies.BAD_PARAMETER));
    }

    private static boolean isTypeCharacter(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-';
    }
}
