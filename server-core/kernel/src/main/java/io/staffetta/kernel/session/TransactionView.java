package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.hook.Verdict;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What one call sees of a transaction, with its own changes.
final class TransactionView implements Transaction {

    private final CallScope scope;
    private final SessionView session;
    private volatile TransactionFacts facts;

    TransactionView(CallScope scope, SessionView session, TransactionFacts facts) {
        this.scope = scope;
        this.session = session;
        this.facts = facts;
    }

    /// With what the call changed.
    TransactionFacts facts() {
        return facts;
    }

    void edit(UnaryOperator<TransactionFacts> change) {
        scope.change(() -> facts = change.apply(facts));
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public String id() {
        return facts.id();
    }

    @Override
    public ReversePath reversePath() {
        return facts.reversePath();
    }

    @Override
    public MailParameters parameters() {
        return facts.parameters();
    }

    @Override
    public List<Recipient> recipients() {
        return facts.recipients().stream().map(AcceptedRecipient::asGiven).toList();
    }

    @Override
    public List<Finding> findings() {
        return session.attributes().resultsWith(facts.attributes()).findings();
    }

    @Override
    public void report(Finding finding) {
        edit(now -> now.with(now.attributes().with(finding)));
    }

    @Override
    public List<Verdict> verdicts() {
        return session.attributes().resultsWith(facts.attributes()).verdicts();
    }

    @Override
    public <T> Optional<T> get(Attribute.OfTransaction<T> attribute) {
        return facts.attributes().get(attribute);
    }

    @Override
    public <T> void put(Attribute.OfTransaction<T> attribute, T value) {
        scope.requireDeclared(attribute);
        edit(now -> now.with(now.attributes().with(attribute, value)));
    }
}
