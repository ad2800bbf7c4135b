package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class AttributesTest {

    private static final Attribute.OfSession<Integer> SCORE =
            new Attribute.OfSession<>("test.score", Integer.class);
    private static final Attribute.OfTransaction<String> RESULT =
            new Attribute.OfTransaction<>("test.result", String.class);

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    private static Hook.OnRcpt leaving(String result) {
        return (_, _, transaction) -> {
            var before = transaction.session().get(SCORE).orElse(0);
            transaction.session().put(SCORE, before + 1);
            transaction.put(RESULT, result);
            return Decision.NEXT;
        };
    }

    @Test
    void valuesReachLaterHooksAndEndWithTheirScope() {
        List<Optional<String>> results = new ArrayList<>();
        List<Optional<Integer>> scores = new ArrayList<>();
        server.hook("spf", leaving("pass"), Mode.ENFORCE, SCORE, RESULT);
        server.hook(
                (Hook.OnData)
                        transaction -> {
                            results.add(transaction.get(RESULT));
                            scores.add(transaction.session().get(SCORE));
                            return Decision.NEXT;
                        });
        server.hook(
                (Hook.OnRcpt)
                        (_, _, transaction) -> {
                            results.add(transaction.get(RESULT));
                            return Decision.NEXT;
                        });
        var intake = server.inTransaction();
        intake.data();
        assertThat(results).containsExactly(Optional.of("pass"), Optional.of("pass"));
        assertThat(scores).containsExactly(Optional.of(1));

        intake.reset();
        server.hooks.clear();
        assertThat(intake.session().get(SCORE)).contains(1);
    }

    @Test
    void aTransactionHasItsIdBeforeItBegins() {
        List<Optional<String>> ids = new ArrayList<>();
        server.hook(
                (Hook.OnMail)
                        (_, _, session) -> {
                            ids.add(session.transaction());
                            return Decision.NEXT;
                        });
        server.hook(
                (Hook.OnData)
                        transaction -> {
                            ids.add(Optional.of(transaction.id()));
                            return Decision.NEXT;
                        });
        var intake = server.inTransaction();
        intake.data();
        assertThat(ids).hasSize(2).containsOnly(Optional.of(intake.transactionId()));
        intake.reset();
        assertThat(intake.session().transaction()).isEmpty();
    }

    @Test
    void observedHooksStillInformOthers() {
        List<Optional<String>> results = new ArrayList<>();
        server.hook("spf", leaving("fail"), Mode.OBSERVE, SCORE, RESULT);
        server.hook(
                (Hook.OnData)
                        transaction -> {
                            results.add(transaction.get(RESULT));
                            return Decision.NEXT;
                        });
        server.inTransaction().data();
        assertThat(results).containsExactly(Optional.of("fail"));
    }

    @Test
    void aWriteThatWasNotDeclaredIsAFailureEvenIfSwallowed() {
        server.hook(
                "sneaky",
                (Hook.OnConnect)
                        session -> {
                            try {
                                session.put(SCORE, 1);
                            } catch (IllegalStateException e) {
                                return Decision.ACCEPT;
                            }
                            return Decision.NEXT;
                        },
                Mode.ENFORCE);
        var intake = server.open();
        assertThat(Said.by(intake.connected())).isEqualTo("refuse 451 4.3.0");
        assertThat(intake.session().get(SCORE)).isEmpty();
    }

    @Test
    void theFirstDecisionEndsThePhase() {
        List<String> called = new ArrayList<>();
        server.hook(
                (Hook.OnMail)
                        (_, _, _) -> {
                            called.add("one");
                            return Decision.ACCEPT;
                        });
        server.hook(
                (Hook.OnMail)
                        (_, _, _) -> {
                            called.add("two");
                            return Decision.NEXT;
                        });
        assertThat(Said.by(Server.mail(server.greeted(), "a@b.example"))).isEqualTo("proceed");
        assertThat(called).containsExactly("one");
        assertThat(server.meters.get("hook.decisions{decision=accept, hook=h1, phase=mail}"))
                .isEqualTo(1);
        assertThat(server.meters.get("hook.seconds{hook=h1, phase=mail}")).isEqualTo(1);
    }
}
