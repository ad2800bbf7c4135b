package io.staffetta.ratelimit;

import io.staffetta.ratelimit.LimitSettings.By;
import io.staffetta.ratelimit.LimitSettings.Of;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.mail.Reply;

import java.time.Duration;
import java.util.Optional;

/// What who exceeds a limit is told.
final class Replies {

    private Replies() {}

    /// @param wait after which it is worth to try again; empty if nobody knows
    static Decision of(Moment moment, LimitSettings limit, Optional<Duration> wait, String help) {
        var text = text(limit, wait, help);
        return switch (limit.action()) {
            case TEMPFAIL -> later(moment, limit, text);
            case REFUSE ->
                    moment == Moment.CONNECT
                            ? Decision.refuse(554, "5.7.1", text)
                            : Decision.refuse(550, "5.7.1", text);
            case DISCONNECT -> disconnect(text);
        };
    }

    private static Decision later(Moment moment, LimitSettings limit, String text) {
        return switch (moment) {
            case CONNECT -> disconnect(text);
            case AUTH -> Decision.refuse(454, "4.7.0", text);
            case MAIL -> Decision.refuse(450, "4.7.1", text);
            case RCPT ->
                    limit.of() == Of.RECIPIENTS && limit.by() != By.RECIPIENT
                            ? Decision.refuse(452, "4.5.3", text)
                            : Decision.refuse(450, "4.7.1", text);
        };
    }

    private static Decision disconnect(String text) {
        return new Decision.Disconnect(Reply.of(421, "4.7.0", text));
    }

    private static String text(LimitSettings limit, Optional<Duration> wait, String help) {
        var hint =
                limit.action() == LimitSettings.Action.REFUSE
                        ? ""
                        : wait.map(time -> ", try again in %d seconds".formatted(seconds(time)))
                                .orElse(", try again later");
        var text = "Too many " + what(limit.of()) + " " + whose(limit.by()) + hint;
        return help.isEmpty() ? text : text + "; " + help;
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }

    private static String what(Of of) {
        return switch (of) {
            case CONNECTIONS -> "connections";
            case SESSIONS -> "sessions at once";
            case MESSAGES -> "messages";
            case RECIPIENTS -> "recipients";
            case OCTETS -> "octets";
            case FAILED_RECIPIENTS -> "wrong recipients";
        };
    }

    private static String whose(By by) {
        return switch (by) {
            case LISTENER -> "here";
            case ADDRESS -> "from your address";
            case NETWORK -> "from your network";
            case ACCOUNT -> "from your account";
            case SENDER_DOMAIN -> "from this sender's domain";
            case RECIPIENT -> "for this recipient";
        };
    }
}
