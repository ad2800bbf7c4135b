package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Reply;

import java.io.IOException;
import java.util.Optional;

/// What must hold for content as it was received: no hook can change that, so none is asked before.
final class ContentGuard {

    /// What it says.
    sealed interface Verdict {}

    /// Yes.
    record Admitted(HeaderSection section) implements Verdict {}

    /// No.
    record Refused(Refusal refusal) implements Verdict {}

    private final Limits limits;

    ContentGuard(Limits limits) {
        this.limits = limits;
    }

    /// Whether so many octets are refused, whatever they are (RFC 1870 §6.3).
    Optional<Refusal> check(long size) {
        return size > limits.messageSize()
                ? Optional.of(new Refusal(Replies.TOO_LARGE, "size"))
                : Optional.empty();
    }

    Verdict check(Content content) throws IOException {
        return HeaderSection.read(content, limits.headerOctets())
                .map(this::check)
                .orElseGet(() -> refused(Replies.HEADER_TOO_LARGE, "header-size"));
    }

    /// RFC 5321 §6.3: loops are found by counting trace fields.
    private Verdict check(HeaderSection section) {
        return section.count("Received") > limits.receivedHeaders()
                ? refused(Replies.TOO_MANY_HOPS, "hops")
                : new Admitted(section);
    }

    private static Verdict refused(Reply reply, String by) {
        return new Refused(new Refusal(reply, by));
    }
}
