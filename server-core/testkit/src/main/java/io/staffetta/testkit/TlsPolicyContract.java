package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.TlsPolicy;

import org.junit.jupiter.api.Test;

/// What every [TlsPolicy] keeps to. A test class implements it and inherits its tests.
public interface TlsPolicyContract {

    /// A policy with its default settings.
    TlsPolicy policy();

    /// A listener is told the same whenever it asks, or a client could wait for a weaker answer.
    @Test
    default void theTermsOfAListenerDoNotChange() throws Exception {
        var policy = policy();
        policy.start();
        try {
            var first = policy.terms("mx");
            assertThat(first).isNotNull();
            for (int i = 0; i < 100; i++) {
                assertThat(policy.terms("mx")).isEqualTo(first);
            }
        } finally {
            policy.close();
        }
    }

    /// The name of a listener is the operator's choice.
    @Test
    default void anyListenerNameIsAnswered() throws Exception {
        var policy = policy();
        policy.start();
        try {
            assertThat(policy.terms("")).isNotNull();
            assertThat(policy.terms("ünlistéd listener")).isNotNull();
        } finally {
            policy.close();
        }
    }
}
