package io.staffetta.queue.report;

import io.staffetta.spi.mail.EnhancedStatus;

import java.util.Optional;

/// What the commonest status codes (RFC 3463) mean to somebody who has never heard of them.
final class Explanation {

    private Explanation() {}

    static Optional<String> of(EnhancedStatus status) {
        return Optional.ofNullable(
                switch (status.toString()) {
                    case "5.1.0", "5.1.1", "5.1.3", "5.1.6" ->
                            "There is no such address. Please check it for typing errors.";
                    case "5.1.2", "5.1.10", "5.4.4" ->
                            "The domain behind the @ does not exist or takes no mail. Please check"
                                    + " it for typing errors.";
                    case "5.2.1" -> "The mailbox is closed.";
                    case "4.2.2", "5.2.2" -> "The mailbox is full.";
                    case "5.2.3", "5.3.4" -> "The message is too large.";
                    case "4.4.1", "4.4.2", "4.4.3" ->
                            "The server of the recipient cannot be reached.";
                    case "5.4.6" -> "The message went round in circles.";
                    case "5.4.7" -> "The time for trying is up.";
                    case "5.7.0", "5.7.1" -> "The message was refused.";
                    default -> null;
                });
    }
}
