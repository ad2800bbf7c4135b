package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.spool.Draft;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The transaction under way. Used by the session's thread only, therefore plain.
final class OpenTransaction {

    /// How far it has come.
    enum Stage {
        /// Recipients may be given.
        ENVELOPE,
        /// Content may be sent.
        CONTENT,
        /// Content is being received.
        RECEIVING
    }

    TransactionFacts facts;
    Stage stage = Stage.ENVELOPE;
    private @Nullable Draft draft;
    int refusedRecipients;
    Optional<Refusal> lastRefusal = Optional.empty();
    final Set<String> permits = new LinkedHashSet<>();

    OpenTransaction(TransactionFacts facts) {
        this.facts = facts;
    }

    void require(Stage expected) {
        if (stage != expected) {
            throw new IllegalStateException("out of order: the transaction is in " + stage);
        }
    }

    void receive(Draft begun) {
        draft = begun;
        stage = Stage.RECEIVING;
    }

    /// Whether it is this very draft.
    @SuppressWarnings("ReferenceEquality")
    boolean isReceiving(Draft other) {
        return draft == other;
    }

    void add(Mailbox mailbox, RecipientParameters parameters, RecipientGuard.Admitted admitted) {
        admitted.permit().ifPresent(permits::add);
        facts = facts.plus(new AcceptedRecipient(mailbox, parameters, admitted.targets()));
    }

    void refused(Refusal refusal) {
        refusedRecipients++;
        lastRefusal = Optional.of(refusal);
    }

    /// Drops content that nobody accepted.
    void close() {
        if (draft != null) {
            draft.close();
        }
    }
}
