package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.spool.Draft;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// The kernel's side of one session: insists on the order of its steps, and hands each to those who
/// run the hooks of the phase and then, whatever these said, the guards. Used by the connection's
/// thread only, therefore plain.
public final class MailSession implements Intake {

    private final SessionPolicy policy;
    private final SessionServices services;
    private final Connection connection;
    private final SessionState state;
    private final Session view;
    private final HookChain hooks;
    private final Turns turns;
    private final OpeningPhases opening;
    private final EnvelopePhases envelope;
    private final MessageIntake messages;
    private final AuthGate authGate;
    private final Authenticator authenticator;
    private boolean begun;
    private @Nullable DisconnectReason end;

    private MailSession(
            SessionPolicy policy,
            SessionServices services,
            Connection connection,
            boolean rehearsal,
            Trace trace) {
        this.policy = policy;
        this.services = services;
        this.connection = connection;
        var state = new SessionState(facts(policy, services, connection, rehearsal), connection);
        this.state = state;
        this.view = new LiveSession(() -> state.facts);
        this.turns = new Turns(state);
        this.hooks =
                new HookChain(
                        policy.hooks(),
                        new HookCalls(
                                services.runner(),
                                services.meters(),
                                policy.limits().abandonedCalls(),
                                trace,
                                event -> event.addKeyValue("session", state.facts.id())));
        var rulings = new Rulings(state);
        var lookups = new Lookups(policy, services.runner());
        var recipientGuard = new RecipientGuard(policy, lookups, trace);
        this.opening = new OpeningPhases(state, hooks, turns, rulings);
        this.envelope =
                new EnvelopePhases(
                        state,
                        hooks,
                        turns,
                        rulings,
                        MailGuard.all(policy, connection.tlsTerms(), lookups),
                        new Submitter(lookups),
                        recipientGuard,
                        trace);
        this.messages = new MessageIntake(policy, services, state, hooks, turns, recipientGuard);
        this.authGate = new AuthGate(policy, state, connection.tlsTerms());
        this.authenticator =
                new Authenticator(
                        policy, services, state, authGate, lookups, hooks, turns, rulings);
    }

    /// Opens the kernel's side of a session. [#ended] must be called at its end; a second call of
    /// it does nothing, so whoever opened the session may call it after the protocol.
    public static MailSession open(
            SessionPolicy policy, SessionServices services, Connection connection) {
        return new MailSession(policy, services, connection, false, Trace.NONE);
    }

    /// Opens a session that does not really happen.
    static MailSession rehearse(
            SessionPolicy policy, SessionServices services, Connection connection, Trace trace) {
        return new MailSession(policy, services, connection, true, trace);
    }

    @Override
    public Session session() {
        return view;
    }

    @Override
    public Answer connected() {
        state.require(SessionState.Stage.OPENED);
        begun = true;
        var answer = opening.connected();
        state.ofConnection = state.facts.attributes();
        return answer;
    }

    @Override
    public Answer secured() {
        state.require(
                SessionState.Stage.OPENED,
                SessionState.Stage.CONNECTED,
                SessionState.Stage.GREETED);
        var tls =
                connection
                        .tls()
                        .orElseThrow(
                                () -> new IllegalStateException("out of order: still in clear"));
        begun = true;
        forgetClearText();
        return opening.secured(tls);
    }

    @Override
    public Answer greeted(Greeting greeting, List<String> keywords) {
        state.require(SessionState.Stage.CONNECTED, SessionState.Stage.GREETED);
        requireKnownTls();
        reset();
        state.exchange = null;
        return opening.greeted(greeting, keywords);
    }

    @Override
    public Protocol.AuthUse authUse() {
        return policy.authUse();
    }

    @Override
    public List<String> mechanisms() {
        return authGate.mechanisms();
    }

    @Override
    public Authentication authenticate(String mechanism) {
        state.require(SessionState.Stage.GREETED);
        requireKnownTls();
        return authenticator.begin(mechanism);
    }

    /// Phase `auth` of a rehearsal: the client is taken to have proved who it is.
    Answer assume(Identity identity) {
        state.require(SessionState.Stage.GREETED);
        return authenticator.assume(identity);
    }

    /// The envelope of the transaction as it is now.
    Envelope envelope() {
        var open = state.requireTransaction();
        return Envelopes.of(state.facts, open.facts, services.clock().instant());
    }

    @Override
    public Answer mail(ReversePath sender, MailParameters parameters) {
        state.require(SessionState.Stage.GREETED);
        requireKnownTls();
        if (state.transaction != null) {
            throw new IllegalStateException("out of order: a transaction is under way");
        }
        state.exchange = null;
        return envelope.mail(sender, parameters);
    }

    @Override
    public Answer recipient(Mailbox recipient, RecipientParameters parameters) {
        var open = state.requireTransaction();
        open.require(OpenTransaction.Stage.ENVELOPE);
        return envelope.recipient(open, recipient, parameters);
    }

    @Override
    public Answer data() {
        var open = state.requireTransaction();
        open.require(OpenTransaction.Stage.ENVELOPE);
        if (open.facts.recipients().isEmpty()) {
            throw new IllegalStateException("out of order: there is no recipient");
        }
        return envelope.data(open);
    }

    @Override
    public Draft draft() {
        var open = state.requireTransaction();
        open.require(OpenTransaction.Stage.CONTENT);
        var draft = services.spool().draft();
        open.receive(draft);
        return draft;
    }

    @Override
    public Acceptance accept(Draft draft, Header trace) {
        var open = state.requireTransaction();
        open.require(OpenTransaction.Stage.RECEIVING);
        if (!open.isReceiving(draft)) {
            throw new IllegalArgumentException("not the draft of this transaction");
        }
        try {
            return messages.accept(open, draft, trace);
        } finally {
            end(open);
        }
    }

    private void end(OpenTransaction open) {
        state.transaction = null;
        state.facts = state.facts.in(Optional.empty());
        open.close();
    }

    @Override
    public Answer unknownCommand(String line) {
        state.require(SessionState.Stage.CONNECTED, SessionState.Stage.GREETED);
        return opening.unknown(line);
    }

    @Override
    public void protocolError() {
        state.count(new Tally(0, 0, 0, 1, 0));
    }

    @Override
    public String transactionId() {
        return state.requireTransaction().facts.id();
    }

    @Override
    public void reset() {
        var open = state.transaction;
        if (open != null) {
            end(open);
            SessionLog.unsent(state.facts, open);
        }
    }

    @Override
    public long maxMessageSize() {
        return policy.limits().messageSize();
    }

    @Override
    public int maxRecipients() {
        return policy.limits().recipients();
    }

    /// Why the session ended; empty as long as it has not.
    public Optional<DisconnectReason> end() {
        return Optional.ofNullable(end);
    }

    /// A thread that was interrupted still runs the hooks: they are called always.
    @Override
    public void ended(DisconnectReason reason) {
        if (end != null) {
            return;
        }
        end = reason;
        state.stage = SessionState.Stage.OVER;
        boolean interrupted = Thread.interrupted();
        reset();
        if (begun) {
            hooks.run(
                    Phase.DISCONNECT,
                    Hook.OnDisconnect.class,
                    (hook, scope) -> turns.session(scope, seen -> tell(hook, reason, seen)));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Decision tell(Hook.OnDisconnect hook, DisconnectReason reason, Session seen)
            throws Exception {
        hook.onDisconnect(reason, seen);
        return Decision.NEXT;
    }

    /// RFC 3207 §4.2. Where TLS began with the first octet there is nothing to forget.
    private void forgetClearText() {
        boolean greeted = state.stage == SessionState.Stage.GREETED;
        if (state.facts.tls().isEmpty() || greeted) {
            reset();
            state.exchange = null;
            state.authHidden = false;
            state.ofGreeting = Attributes.NONE;
            state.facts = state.facts.secured(connection.tls(), state.ofConnection);
            state.stage = greeted ? SessionState.Stage.CONNECTED : state.stage;
        }
    }

    /// A handshake of which nobody told us would leave guards that look at yesterday's facts.
    private void requireKnownTls() {
        if (connection.tls().isPresent() != state.facts.tls().isPresent()) {
            throw new IllegalStateException("out of order: secured() was not called");
        }
    }

    private static SessionFacts facts(
            SessionPolicy policy,
            SessionServices services,
            Connection connection,
            boolean rehearsal) {
        return new SessionFacts(
                SessionId.next(services.clock().instant()),
                policy.listener(),
                policy.hostname(),
                connection.remote(),
                connection.local(),
                connection.tls(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Attributes.NONE,
                Tally.NONE,
                rehearsal);
    }
}
