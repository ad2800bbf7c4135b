package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Mailbox;

import java.util.List;
import java.util.Optional;

/// What must hold for a recipient, whatever hooks said: not too many, existing if its domain is
/// ours, permitted if it is not.
final class RecipientGuard {

    /// What it says.
    sealed interface Verdict {}

    /// Yes.
    ///
    /// @param targets where mail for the recipient goes
    /// @param permit which relay policy permits it, if its domain is not ours
    record Admitted(List<Mailbox> targets, Optional<String> permit) implements Verdict {}

    /// No.
    record Refused(Refusal refusal) implements Verdict {}

    /// Its name.
    static final String BY = "recipient";

    private final int limit;
    private final Lookups lookups;
    private final RelayGuard relay;
    private final Trace trace;

    RecipientGuard(SessionPolicy policy, Lookups lookups, Trace trace) {
        this.limit = policy.limits().recipients();
        this.lookups = lookups;
        this.relay = new RelayGuard(policy.permits(), lookups, trace);
        this.trace = trace;
    }

    /// @param others recipients the transaction already has
    Verdict check(
            Mailbox recipient, int others, SessionFacts session, TransactionFacts transaction) {
        if (others >= limit) {
            // RFC 5321 §4.5.3.1.10: 452, so that the client sends the rest in another transaction.
            return refused(new Refusal(Replies.TOO_MANY_RECIPIENTS, "recipients"));
        }
        return lookups.destination(recipient)
                .map(destination ->
                        switch (destination) {
                            case Destination.Local(var targets) -> {
                                trace.passed(Phase.RCPT, BY, targets);
                                yield new Admitted(targets, Optional.empty());
                            }
                            case Destination.Unknown() ->
                                    refused(new Refusal(Replies.NO_SUCH_USER, BY));
                            case Destination.Foreign() ->
                                    relay.check(recipient, session, transaction);
                        })
                .orElseGet(() -> refused(new Refusal(Replies.LOOKUP_FAILED, BY)));
    }

    private Verdict refused(Refusal refusal) {
        trace.refused(Phase.RCPT, refusal.by(), refusal.reply());
        return new Refused(refusal);
    }
}
