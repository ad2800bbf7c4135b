package io.staffetta.kernel.session;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.tls.TlsTerms;

import java.util.List;
import java.util.Optional;

/// What must hold for MAIL, whatever hooks said.
interface MailGuard {

    /// Name for logs and metrics.
    String name();

    /// Why not, if so.
    Optional<Refusal> check(ReversePath sender, MailParameters parameters, SessionFacts session);

    /// All of them, in order. TLS comes before authentication because a client in clear is not
    /// offered AUTH where TLS is required: it has to be told what to do first.
    static List<MailGuard> all(SessionPolicy policy, TlsTerms terms, Lookups lookups) {
        return List.of(
                new TlsGuard(terms),
                new AuthenticationGuard(policy.authUse()),
                new DeclaredSizeGuard(policy.limits().messageSize()),
                new SenderGuard(lookups));
    }

    /// The first objection of all.
    static Optional<Refusal> check(
            List<MailGuard> guards,
            ReversePath sender,
            MailParameters parameters,
            SessionFacts session,
            Trace trace) {
        for (var guard : guards) {
            var refusal = guard.check(sender, parameters, session);
            if (refusal.isPresent()) {
                trace.refused(Phase.MAIL, guard.name(), refusal.get().reply());
                return refusal;
            }
            trace.passed(Phase.MAIL, guard.name(), "");
        }
        return Optional.empty();
    }
}
