package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.kernel.config.HookConfig.OnError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A hook that fails, in whatever way and phase, is what `on-error` says, and nothing else.
class HookFailureTest {

    private static final List<Phase> PHASES =
            Stream.of(Phase.values())
                    .filter(phase -> phase.compareTo(Phase.DISCONNECT) < 0)
                    .toList();

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> failures() {
        List<Arguments> all = new ArrayList<>();
        for (var phase : PHASES) {
            for (var fault : FaultyHook.Fault.values()) {
                all.add(Arguments.of(phase, fault));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failsClosedByDefault(Phase phase, FaultyHook.Fault fault) {
        server.hook("bad", hook(phase, fault), Mode.ENFORCE, OnError.TEMPFAIL, deadline(fault));

        assertThat(walk(phase))
                .isEqualTo(phase == Phase.TLS ? "disconnect 421 4.3.0" : "refuse 451 4.3.0");
        assertThat(server.spool.stored).isEmpty();
        assertThat(counted(phase, fault)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isPassedOverIfTheOperatorSaysSo(Phase phase, FaultyHook.Fault fault) {
        server.hook("bad", hook(phase, fault), Mode.ENFORCE, OnError.IGNORE, deadline(fault));

        assertThat(walk(phase)).isIn("proceed", "accepted", "authenticated 235 2.7.0");
        assertThat(counted(phase, fault)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void changesNothingWhenOnlyObserved(Phase phase, FaultyHook.Fault fault) {
        server.hook("bad", hook(phase, fault), Mode.OBSERVE, OnError.TEMPFAIL, deadline(fault));

        assertThat(walk(phase)).isIn("proceed", "accepted", "authenticated 235 2.7.0");
        assertThat(counted(phase, fault)).isEqualTo(1);
    }

    private static Duration deadline(FaultyHook.Fault fault) {
        return Server.deadline(fault == FaultyHook.Fault.HANG);
    }

    private FaultyHook hook(Phase phase, FaultyHook.Fault fault) {
        return new FaultyHook(phase, fault);
    }

    private long counted(Phase phase, FaultyHook.Fault fault) {
        var decision = fault == FaultyHook.Fault.HANG ? "timeout" : "error";
        return server.meters.get(
                "hook.decisions{decision=%s, hook=bad, phase=%s}"
                        .formatted(decision, phase.label()));
    }

    /// Goes up to a phase and tells its answer.
    private String walk(Phase phase) {
        server.authInClear = true;
        return switch (phase) {
            case CONNECT -> Said.by(server.open().connected());
            case TLS -> {
                var intake = server.greeted();
                server.connection.startTls(Server.SHORT);
                yield Said.by(intake.secured());
            }
            case HELO -> {
                var intake = server.open();
                intake.connected();
                yield Said.by(Server.greet(intake));
            }
            case AUTH -> {
                var intake = server.greeted();
                var said = Said.by(Server.login(intake, "PLAIN", "ann@example.org secret"));
                assertThat(intake.account().isPresent()).isEqualTo(said.startsWith("auth"));
                yield said;
            }
            case MAIL -> Said.by(Server.mail(server.greeted(), "joe@elsewhere.example"));
            case RCPT -> {
                var intake = server.greeted();
                Server.mail(intake, "joe@elsewhere.example");
                yield Said.by(Server.rcpt(intake, "bob@example.org"));
            }
            case UNKNOWN -> Said.by(server.greeted().unknownCommand("FROB"));
            case DATA -> Said.by(server.inTransaction().data());
            case MESSAGE -> Said.by(Server.send(server.inTransaction(), "A: b\r\n\r\nHi\r\n"));
            case DISCONNECT, ROUTE, ATTEMPT, BOUNCE -> throw new AssertionError(phase);
        };
    }
}
