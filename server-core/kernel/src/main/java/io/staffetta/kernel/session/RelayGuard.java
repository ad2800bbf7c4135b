package io.staffetta.kernel.session;

import io.staffetta.kernel.session.SessionPolicy.NamedPermit;
import io.staffetta.spi.mail.Mailbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Mail for others is taken only where a relay policy permits it, so the server cannot become an
/// open relay by omission (RFC 5321 §7.9).
final class RelayGuard {

    /// Its name.
    static final String BY = "relay";

    private static final Logger log = LoggerFactory.getLogger(RelayGuard.class);

    private final List<NamedPermit> permits;
    private final Lookups lookups;
    private final Trace trace;

    RelayGuard(List<NamedPermit> permits, Lookups lookups, Trace trace) {
        this.permits = permits;
        this.lookups = lookups;
        this.trace = trace;
    }

    RecipientGuard.Verdict check(
            Mailbox recipient, SessionFacts session, TransactionFacts transaction) {
        boolean unsure = false;
        for (var permit : permits) {
            switch (ask(permit, recipient, session, transaction)) {
                case CallResult.Returned<Boolean>(var permitted) -> {
                    trace.permit(permit.name(), permitted ? "yes" : "no", "");
                    if (permitted) {
                        return new RecipientGuard.Admitted(
                                List.of(recipient), Optional.of(permit.name()));
                    }
                }
                case CallResult.Failed<Boolean> failed -> {
                    unsure = true;
                    trace.permit(permit.name(), failed.cause().label(), failed.detail());
                    SessionLog.because(log.atWarn(), failed)
                            .addKeyValue("session", session.id())
                            .addKeyValue("permit", permit.name())
                            .log("relay policy failed");
                }
            }
        }
        var refusal = new Refusal(unsure ? Replies.LOOKUP_FAILED : Replies.RELAYING_DENIED, BY);
        trace.refused(Phase.RCPT, refusal.by(), refusal.reply());
        return new RecipientGuard.Refused(refusal);
    }

    private CallResult<Boolean> ask(
            NamedPermit permit,
            Mailbox recipient,
            SessionFacts session,
            TransactionFacts transaction) {
        var scope = new CallScope(Set.of());
        var view = new TransactionView(scope, new SessionView(scope, session), transaction);
        try {
            return lookups.call(
                    permit.name(), permit.policy(), () -> permit.policy().permits(recipient, view));
        } finally {
            scope.end();
        }
    }
}
