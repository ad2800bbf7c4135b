package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// What every [OutboundTlsPolicy] keeps to. A test class implements it and inherits its tests.
public interface OutboundTlsPolicyContract {

    /// A policy, not started, that has an opinion on [#concerned()] and none on [#stranger()].
    OutboundTlsPolicy policy() throws Exception;

    /// A next hop the policy is for.
    NextHop concerned();

    /// A next hop it leaves to others.
    NextHop stranger();

    /// See [#policy()].
    @Test
    default void hasAnOpinionOnThoseItIsForOnly() throws Exception {
        var answers = asked(concerned(), stranger());

        assertThat(answers.getFirst()).isPresent();
        assertThat(answers.getLast()).isEmpty();
    }

    /// Connections are shared by terms, so the same question has an equal answer, at once too.
    @Test
    default void answersEquallyEachTime() throws Exception {
        var policy = policy();
        policy.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = policy.terms(concerned());
            var calls = new ArrayList<Callable<Optional<OutboundTerms>>>();
            for (int i = 0; i < 50; i++) {
                calls.add(() -> policy.terms(concerned()));
            }
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(first);
            }
        } finally {
            policy.close();
        }
    }

    /// What logs show is one line, and a name that was given.
    @Test
    default void saysWhoDecidedAndWhy() throws Exception {
        var terms = asked(concerned()).getFirst().orElseThrow();

        assertThat(terms.policy()).isNotBlank();
        assertThat(terms.reason()).isNotBlank().doesNotContain("\n", "\r");
    }

    /// Names and trust mean nothing without a check, or a report of it.
    @Test
    default void namesAndTrustComeWithVerifyOnly() throws Exception {
        var terms = asked(concerned()).getFirst().orElseThrow();

        if (terms.level() != OutboundTerms.Level.VERIFY && terms.published() == null) {
            assertThat(terms.names()).isEmpty();
            assertThat(terms.trust()).isNull();
        }
    }

    /// A host may have no name.
    @Test
    default void anAddressIsAnsweredToo() throws Exception {
        assertThat(asked(new NextHop("[192.0.2.7]", "[192.0.2.7]", 24, false))).hasSize(1);
    }

    private List<Optional<OutboundTerms>> asked(NextHop... hops) throws Exception {
        var policy = policy();
        policy.start();
        try {
            var answers = new ArrayList<Optional<OutboundTerms>>();
            for (var hop : hops) {
                answers.add(policy.terms(hop));
            }
            return answers;
        } finally {
            policy.close();
        }
    }
}
