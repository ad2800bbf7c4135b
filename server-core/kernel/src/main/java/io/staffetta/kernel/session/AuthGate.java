package io.staffetta.kernel.session;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.tls.TlsTerms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/// Decides which mechanisms a client may use now. One function answers for what is announced and
/// for what is accepted, so that nothing is ever accepted that was not announced.
final class AuthGate {

    private static final Logger log = LoggerFactory.getLogger(AuthGate.class);
    private static final String SERVICE = "smtp";

    private final SessionPolicy policy;
    private final SessionState state;
    private final TlsTerms terms;

    AuthGate(SessionPolicy policy, SessionState state, TlsTerms terms) {
        this.policy = policy;
        this.state = state;
        this.terms = terms;
    }

    /// What a greeting announces now. It ends a transaction, and whether hooks hide the keyword is
    /// decided by each greeting anew.
    List<String> mechanisms() {
        return lastingObjection().isPresent() ? List.of() : names(admitted());
    }

    /// A mechanism that may be used now, or why not.
    sealed interface Choice {}

    /// Go on.
    record Chosen(SaslMechanism mechanism, SaslContext context) implements Choice {}

    /// No.
    record Denied(Reply reply) implements Choice {}

    Choice choose(String name) {
        var objection = objection();
        if (objection.isPresent()) {
            return new Denied(objection.get());
        }
        var known =
                policy.mechanisms().stream()
                        .filter(mechanism -> mechanism.name().equalsIgnoreCase(name))
                        .findFirst();
        if (known.isEmpty()) {
            return new Denied(Replies.UNKNOWN_MECHANISM);
        }
        return objection(known.get())
                .<Choice>map(Denied::new)
                .orElseGet(() -> new Chosen(known.get(), context(names(admitted()))));
    }

    /// What stands against AUTH at this moment.
    private Optional<Reply> objection() {
        if (state.authHidden) {
            return Optional.of(Replies.AUTH_NOT_OFFERED);
        }
        return lastingObjection()
                .or(() ->
                        state.transaction == null
                                ? Optional.empty()
                                : Optional.of(Replies.AUTH_IN_TRANSACTION));
    }

    /// What stands against AUTH at all.
    private Optional<Reply> lastingObjection() {
        if (policy.authUse() == Protocol.AuthUse.NONE) {
            return Optional.of(Replies.AUTH_NOT_OFFERED);
        }
        if (state.facts.identity().isPresent()) {
            return Optional.of(Replies.ALREADY_AUTHENTICATED);
        }
        return terms.required() != TlsTerms.Required.NOTHING && isClear()
                ? Optional.of(Replies.TLS_REQUIRED)
                : Optional.empty();
    }

    /// What stands against one mechanism.
    private Optional<Reply> objection(SaslMechanism mechanism) {
        if (mechanism.exposesPassword() && isClear() && !policy.authInClear()) {
            return Optional.of(Replies.ENCRYPTION_REQUIRED);
        }
        return isAvailable(mechanism) ? Optional.empty() : Optional.of(Replies.UNKNOWN_MECHANISM);
    }

    private List<SaslMechanism> admitted() {
        return policy.mechanisms().stream()
                .filter(mechanism -> objection(mechanism).isEmpty())
                .toList();
    }

    private boolean isClear() {
        return state.facts.tls().isEmpty();
    }

    private boolean isAvailable(SaslMechanism mechanism) {
        try {
            return mechanism.isAvailable(context(names(policy.mechanisms())));
        } catch (RuntimeException | LinkageError e) {
            log.atWarn()
                    .addKeyValue("mechanism", mechanism.name())
                    .setCause(e)
                    .log("mechanism cannot tell whether it is available; not offered");
            return false;
        }
    }

    private SaslContext context(List<String> announced) {
        return new SaslContext(
                policy.hostname(), SERVICE, state.facts.tls(), policy.accounts(), announced);
    }

    private static List<String> names(List<SaslMechanism> mechanisms) {
        return mechanisms.stream().map(SaslMechanism::name).toList();
    }
}
