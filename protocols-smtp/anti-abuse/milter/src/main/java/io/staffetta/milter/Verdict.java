package io.staffetta.milter;

import io.staffetta.spi.mail.Reply;

/// What a filter, or the default action in its place, says.
sealed interface Verdict {

    /// Go on.
    Verdict CONTINUE = new Next();

    /// The filter has seen the whole message and has no objection.
    Verdict CHECKED = new Continue("continue");

    /// The filter wants to hear no more.
    Verdict ACCEPT = new Continue("accept");

    /// Accept and drop.
    Verdict DISCARD = new Discard();

    /// See [#CONTINUE].
    record Next() implements Verdict {}

    /// Go on without the filter.
    ///
    /// @param result for the finding
    record Continue(String result) implements Verdict {}

    /// Refuse.
    ///
    /// @param result for the finding
    record Refuse(Reply reply, String result) implements Verdict {}

    /// Say this and close.
    ///
    /// @param result for the finding
    record Disconnect(Reply reply, String result) implements Verdict {}

    /// See [#DISCARD].
    record Discard() implements Verdict {}

    /// Accept and hold.
    ///
    /// @param result for the finding
    record Hold(String reason, String result) implements Verdict {}

    /// For good.
    static Verdict reject() {
        return new Refuse(Reply.of(550, "5.7.1", "Command rejected"), "reject");
    }

    /// For now.
    static Verdict tempfail() {
        return new Refuse(
                Reply.of(451, "4.7.1", "Service unavailable - try again later"), "tempfail");
    }

    /// And away.
    static Verdict shutdown() {
        return new Disconnect(
                Reply.of(421, "4.7.0", "Service unavailable, closing connection"), "tempfail");
    }

    /// In words of the filter.
    static Verdict reply(Reply reply) {
        var result = reply.isPermanent() ? "reject" : "tempfail";
        return reply.code() == 421 ? new Disconnect(reply, result) : new Refuse(reply, result);
    }
}
