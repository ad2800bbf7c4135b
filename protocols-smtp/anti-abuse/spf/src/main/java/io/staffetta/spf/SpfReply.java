package io.staffetta.spf;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Reply;

import java.util.ArrayList;
import java.util.Optional;

/// What a client is told (RFC 7208 §8, RFC 7372 §3.2).
final class SpfReply {

    /// X.7.23: the check failed.
    private static final int FAILED = 23;

    /// X.7.24: the check could not be done.
    private static final int ERROR = 24;

    private SpfReply() {}

    static Reply of(
            boolean permanent, Question question, SpfOutcome outcome, Optional<String> help) {
        var lines = new ArrayList<String>();
        lines.add("SPF: " + reason(question, outcome));
        outcome.explanation()
                .ifPresent(text ->
                        lines.add("The domain %s explains: %s".formatted(question.domain(), text)));
        help.ifPresent(lines::add);
        boolean error =
                outcome.result() == SpfResult.TEMPERROR || outcome.result() == SpfResult.PERMERROR;
        return new Reply(
                permanent ? 550 : 451,
                new EnhancedStatus(permanent ? 5 : 4, 7, error ? ERROR : FAILED),
                lines);
    }

    private static String reason(Question question, SpfOutcome outcome) {
        return switch (outcome.result()) {
            case TEMPERROR, PERMERROR -> outcome.detail();
            default ->
                    "%s is not allowed to send mail for %s"
                            .formatted(
                                    ClientText.readable(question.client()),
                                    Plain.of(question.domain()));
        };
    }
}
