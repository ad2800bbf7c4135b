package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.relay.RelayPolicy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What every relay policy must do: permit those it is for, and nobody else.
public interface RelayPolicyContract {

    /// The policy, not started.
    RelayPolicy policy();

    /// A transaction it permits.
    Transaction permitted();

    /// A transaction that has nothing the policy looks for.
    Transaction stranger();

    /// See [#permitted()].
    @Test
    default void permitsThoseItIsFor() throws Exception {
        assertThat(asked(permitted())).containsExactly(true);
    }

    /// See [#stranger()].
    @Test
    default void permitsNobodyElse() throws Exception {
        assertThat(asked(stranger())).containsExactly(false);
    }

    /// Asking changes nothing.
    @Test
    default void answersTheSameEachTime() throws Exception {
        assertThat(asked(permitted(), stranger(), stranger(), permitted()))
                .containsExactly(true, false, false, true);
    }

    private List<Boolean> asked(Transaction... transactions) throws Exception {
        var policy = policy();
        policy.start();
        try {
            var answers = new ArrayList<Boolean>();
            for (var transaction : transactions) {
                answers.add(
                        policy.permits(Mailbox.parse("someone@elsewhere.example"), transaction));
            }
            return answers;
        } finally {
            policy.close();
        }
    }
}
