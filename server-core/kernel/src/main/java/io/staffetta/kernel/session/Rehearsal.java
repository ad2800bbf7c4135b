package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.tls.TlsTerms;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Plays a session through to its last recipient, with the hooks, guards and policies of a
/// listener, and stops before there is content. Nothing is stored, counted or logged as if it had
/// happened.
public final class Rehearsal {

    /// What is to be played.
    ///
    /// @param sender of MAIL
    /// @param recipient of RCPT
    /// @param remote the client
    /// @param local the address it connects to
    /// @param account the login name it would have used
    public record Script(
            ReversePath sender,
            Mailbox recipient,
            SocketAddress remote,
            SocketAddress local,
            Optional<String> account) {}

    /// How it ends.
    public sealed interface End {}

    /// The recipient would be accepted.
    ///
    /// @param envelope with whom the mail would go to
    public record Accepted(Envelope envelope) implements End {}

    /// The message would be refused.
    public record Refused(Reply reply) implements End {}

    private final SessionPolicy policy;
    private final SessionServices services;
    private final Script script;
    private final Steps steps;
    private final RehearsedConnection connection;
    private final MailSession session;

    private Rehearsal(
            SessionPolicy policy,
            SessionServices services,
            TlsTerms terms,
            Script script,
            Steps steps) {
        this.policy = policy;
        this.services = services.silent();
        this.script = script;
        this.steps = steps;
        this.connection = new RehearsedConnection(script.remote(), script.local(), terms);
        this.session = MailSession.rehearse(policy, this.services, connection, steps);
    }

    /// Plays it. Blocks while hooks and stores are asked, each with its deadline.
    ///
    /// @param policy what holds for the sessions of the listener
    /// @param terms what the listener demands of TLS; TLS is taken for granted where it is required
    /// @param steps gets every question and answer
    public static End play(
            SessionPolicy policy,
            SessionServices services,
            TlsTerms terms,
            Script script,
            Steps steps) {
        var rehearsal = new Rehearsal(policy, services, terms, script, steps);
        var reason = DisconnectReason.ERROR;
        try {
            var end = rehearsal.play();
            reason = DisconnectReason.QUIT;
            return end;
        } finally {
            rehearsal.session.ended(reason);
        }
    }

    private End play() {
        var refusal =
                first(
                        this::opened,
                        this::greeted,
                        this::loggedIn,
                        () -> session.mail(script.sender(), parameters()),
                        () -> session.recipient(script.recipient(), RecipientParameters.NONE));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        for (var hook : policy.hooks()) {
            notAsked(Phase.DATA, Hook.OnData.class, hook);
        }
        for (var hook : policy.hooks()) {
            notAsked(Phase.MESSAGE, Hook.OnMessage.class, hook);
        }
        return new Accepted(session.envelope());
    }

    private void notAsked(Phase phase, Class<? extends Hook> type, ConfiguredHook hook) {
        if (type.isInstance(hook.hook())) {
            steps.add(phase.label(), "hook " + hook.name(), "not asked", "there is no content");
        }
    }

    @SafeVarargs
    private static Optional<Reply> first(Supplier<Answer>... phases) {
        for (var phase : phases) {
            switch (phase.get()) {
                case Answer.Proceed() -> {}
                case Answer.Refuse(var reply) -> {
                    return Optional.of(reply);
                }
                case Answer.Disconnect(var reply) -> {
                    return Optional.of(reply);
                }
            }
        }
        return Optional.empty();
    }

    private Answer opened() {
        return switch (connection.tlsTerms().start()) {
            case NEVER -> session.connected();
            case IMPLICIT -> both(this::secured, session::connected);
            case STARTTLS ->
                    needsTls() ? both(session::connected, this::secured) : session.connected();
        };
    }

    private static Answer both(Supplier<Answer> one, Supplier<Answer> next) {
        var answer = one.get();
        return answer instanceof Answer.Proceed ? next.get() : answer;
    }

    private boolean needsTls() {
        return script.account().isPresent()
                || connection.tlsTerms().required() != TlsTerms.Required.NOTHING;
    }

    private Answer secured() {
        connection.secure();
        steps.add(Phase.TLS.label(), "listener " + policy.listener(), "assumed", "a handshake");
        return session.secured();
    }

    private Answer greeted() {
        return session.greeted(new Greeting(Greeting.Verb.EHLO, helo()), new ArrayList<>());
    }

    /// A client whose name nobody knows calls itself by its address (RFC 5321 §4.1.3).
    private String helo() {
        return switch (session.session().clientIp().orElse(null)) {
            case Inet6Address address -> "[IPv6:" + address.getHostAddress() + "]";
            case InetAddress address -> "[" + address.getHostAddress() + "]";
            case null -> "localhost";
        };
    }

    private Answer loggedIn() {
        if (script.account().isEmpty()) {
            return Answer.PROCEED;
        }
        if (policy.authUse() == Protocol.AuthUse.NONE || session.mechanisms().isEmpty()) {
            return refuse("auth-offered", Replies.AUTH_NOT_OFFERED);
        }
        var limit = services.logins().refusal(session.session().clientIp(), policy.limits());
        if (limit.isPresent()) {
            return refuse(limit.get(), Replies.TOO_MANY_LOGIN_FAILURES);
        }
        var login = script.account().get();
        var found =
                new Lookups(policy, services.runner())
                        .call("accounts", policy.accounts(), () -> policy.accounts().find(login));
        return switch (found) {
            case CallResult.Returned<Optional<Account>>(var account) ->
                    account.filter(known -> !known.locked())
                            .map(this::loggedIn)
                            .orElseGet(() -> refuse("account", Replies.BAD_CREDENTIALS));
            case CallResult.Failed<Optional<Account>> failure -> {
                steps.add("auth", "accounts", failure.cause().label(), Steps.reason(failure));
                yield refuse("account", Replies.AUTH_FAILED_FOR_NOW);
            }
        };
    }

    private Answer loggedIn(Account account) {
        steps.passed(Phase.AUTH, "account", account.name());
        return session.assume(new Identity(account.name(), session.mechanisms().getFirst()));
    }

    private Answer refuse(String guard, Reply reply) {
        steps.refused(Phase.AUTH, guard, reply);
        return new Answer.Refuse(reply);
    }

    /// A client says what its addresses need (RFC 6531 §3.4).
    private MailParameters parameters() {
        boolean ascii =
                script.recipient().isAscii()
                        && switch (script.sender()) {
                            case ReversePath.Null() -> true;
                            case ReversePath.Sender(var mailbox) -> mailbox.isAscii();
                        };
        return ascii
                ? MailParameters.NONE
                : new MailParameters(
                        OptionalLong.empty(),
                        BodyType.EIGHT_BIT_MIME,
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }
}
