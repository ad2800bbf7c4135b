package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.protocol.Connection;

import org.jspecify.annotations.Nullable;

/// Where a session stands. Used by the session's thread only, therefore plain.
final class SessionState {

    /// How far it has come.
    enum Stage {
        /// Nobody was asked yet.
        OPENED,
        /// The client may greet.
        CONNECTED,
        /// The client may send.
        GREETED,
        /// It was turned away, or has ended.
        OVER
    }

    final Connection connection;
    SessionFacts facts;
    Stage stage = Stage.OPENED;
    @Nullable OpenTransaction transaction;

    /// The one exchange that may go on.
    @Nullable AuthConversation exchange;

    /// A hook hid the keyword.
    boolean authHidden;

    /// What hooks left before the client said anything.
    Attributes ofConnection = Attributes.NONE;

    /// What hooks said of the last greeting.
    Attributes ofGreeting = Attributes.NONE;

    int loginFailures;
    private int transactions;

    SessionState(SessionFacts facts, Connection connection) {
        this.facts = facts;
        this.connection = connection;
    }

    void count(Tally more) {
        facts = facts.with(facts.tally().plus(more));
    }

    void require(Stage... allowed) {
        for (var one : allowed) {
            if (stage == one) {
                return;
            }
        }
        throw new IllegalStateException("out of order: the session is " + stage);
    }

    OpenTransaction requireTransaction() {
        require(Stage.GREETED);
        var open = transaction;
        if (open == null) {
            throw new IllegalStateException("out of order: there is no transaction");
        }
        return open;
    }

    /// A fresh name; session ids are all of one length, so the two parts cannot be confused.
    String nextTransactionId() {
        return facts.id() + Integer.toString(transactions++, Character.MAX_RADIX);
    }
}
