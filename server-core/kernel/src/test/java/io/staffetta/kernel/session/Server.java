package io.staffetta.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.session.SessionPolicy.NamedPermit;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.AuthExchange;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.relay.RelayPolicy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Everything around a session, to be arranged by a test, and short words for its steps.
final class Server implements AutoCloseable {

    static final Header TRACE = Header.of("Received", "from here by there");
    static final Duration SHORT = Duration.ofMillis(30);
    static final Duration LONG = Duration.ofMinutes(1);

    /// Passes soon for who hangs, and leaves time to all others, however busy the machine.
    private static final Duration HANGING = Duration.ofMillis(250);

    final MemorySpool spool = new MemorySpool();
    final RecordingQueue queue = new RecordingQueue();
    final FakeStore store = new FakeStore();
    final TestMeters meters = new TestMeters();
    final FakeConnection connection = new FakeConnection();
    final List<ConfiguredHook> hooks = new ArrayList<>();
    final List<NamedPermit> permits = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    List<SaslMechanism> mechanisms = List.of(FakeMechanism.SCRAM, FakeMechanism.PLAIN);
    Protocol.AuthUse authUse = Protocol.AuthUse.OFFERED;
    boolean authInClear;
    Limits limits = Limits.DEFAULTS;
    String hostname = "mail.example.org";
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    final InstantSource clock = () -> now;
    final LoginThrottle logins = new LoginThrottle(clock, pauses::add);
    final HookRunner runner;

    Server() {
        this(_ -> {});
    }

    Server(Carriers carriers) {
        runner = new HookRunner(meters, carriers);
    }

    Server hook(Hook hook) {
        return hook("h" + (hooks.size() + 1), hook, HookConfig.Mode.ENFORCE);
    }

    Server hook(String name, Hook hook, HookConfig.Mode mode, Attribute<?>... writes) {
        return hook(name, hook, mode, HookConfig.OnError.TEMPFAIL, LONG, writes);
    }

    Server hook(
            String name,
            Hook hook,
            HookConfig.Mode mode,
            HookConfig.OnError onError,
            Duration deadline,
            Attribute<?>... writes) {
        hooks.add(
                new ConfiguredHook(
                        name, hooks.size() + 1, hook, Set.of(writes), mode, onError, deadline));
        return this;
    }

    /// A deadline for a hook that may hang.
    static Duration deadline(boolean hangs) {
        return hangs ? HANGING : LONG;
    }

    Server permit(String name, RelayPolicy policy) {
        permits.add(new NamedPermit(name, policy));
        return this;
    }

    /// A session nobody has connected yet.
    Intake open() {
        return MailSession.open(policy(), services(), connection);
    }

    SessionPolicy policy() {
        return new SessionPolicy(
                "mx",
                hostname,
                authUse,
                authInClear,
                List.copyOf(hooks),
                mechanisms,
                store,
                store,
                List.copyOf(permits),
                limits);
    }

    SessionServices services() {
        return new SessionServices(spool, queue, meters, clock, logins, runner);
    }

    /// What a new connection is answered with.
    String connect() {
        return Said.by(open().connected());
    }

    /// A session that has greeted.
    Intake greeted() {
        var intake = open();
        intake.connected();
        greet(intake);
        return intake;
    }

    static Answer greet(Intake intake) {
        return intake.greeted(
                new Greeting(Greeting.Verb.EHLO, "client.example"), new ArrayList<>());
    }

    static Answer mail(Intake intake, String sender) {
        return intake.mail(ReversePath.parse(sender), MailParameters.NONE);
    }

    static Answer rcpt(Intake intake, String recipient) {
        return intake.recipient(Mailbox.parse(recipient), RecipientParameters.NONE);
    }

    /// A session in which `bob` may be sent to.
    Intake inTransaction() {
        var intake = greeted();
        require(mail(intake, "joe@elsewhere.example"));
        require(rcpt(intake, "bob@example.org"));
        return intake;
    }

    static Acceptance send(Intake intake, String content) {
        require(intake.data());
        var draft = intake.draft();
        byte[] octets = content.getBytes(UTF_8);
        draft.write(octets, 0, octets.length);
        return intake.accept(draft, TRACE);
    }

    static AuthExchange.Step login(Intake intake, String mechanism, String response) {
        return switch (intake.authenticate(mechanism)) {
            case Intake.Authentication.Begun(var exchange) ->
                    exchange.next(response.getBytes(UTF_8));
            case Intake.Authentication.Refuse(var reply) -> new AuthExchange.Step.Refuse(reply);
            case Intake.Authentication.Disconnect(var reply) ->
                    new AuthExchange.Step.Disconnect(reply);
        };
    }

    private static void require(Answer answer) {
        if (!(answer instanceof Answer.Proceed)) {
            throw new AssertionError(answer);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
