package io.staffetta.distribution.command;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.spool.RecipientProgress;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Values of ESMTP parameters as clients write them.
final class EsmtpText {

    private EsmtpText() {}

    static String of(BodyType body) {
        return switch (body) {
            case SEVEN_BIT -> "7BIT";
            case EIGHT_BIT_MIME -> "8BITMIME";
            case BINARY_MIME -> "BINARYMIME";
        };
    }

    static String of(MailParameters.Returned returned) {
        return switch (returned) {
            case FULL -> "FULL";
            case HEADERS -> "HDRS";
        };
    }

    /// In the order of RFC 3461 §4.1.
    static List<String> of(Set<Notify> conditions) {
        return conditions.stream().sorted().map(Notify::name).toList();
    }

    static String of(RecipientProgress.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
