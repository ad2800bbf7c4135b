package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.Spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;

/// What one call sees of a message, with its own edits.
final class MessageView implements Message {

    private final CallScope scope;
    private final TransactionView transaction;
    private final Spool spool;
    private final long limit;
    private volatile MessageEdits edits;

    /// @param limit the most octets a new body may have
    MessageView(
            CallScope scope,
            TransactionView transaction,
            MessageEdits edits,
            Spool spool,
            long limit) {
        this.scope = scope;
        this.transaction = transaction;
        this.edits = edits;
        this.spool = spool;
        this.limit = limit;
    }

    /// With those of the call.
    MessageEdits edits() {
        return edits;
    }

    @Override
    public Transaction transaction() {
        return transaction;
    }

    @Override
    public List<Header> headers() {
        return edits.headers();
    }

    @Override
    public List<Header> receivedHeaders() {
        return edits.section().lines().stream().map(HeaderLine::header).toList();
    }

    @Override
    public Content content() {
        return edits.content();
    }

    @Override
    public Content body() {
        return edits.bodyContent();
    }

    @Override
    public void addHeader(Header header) {
        edit(now -> now.withFirst(header));
    }

    @Override
    public void appendHeader(Header header) {
        edit(now -> now.withLast(header));
    }

    @Override
    public int removeHeaders(String name) {
        return scope.change(() -> {
            int count = edits.count(name);
            edits = edits.without(name);
            return count;
        });
    }

    @Override
    public void replaceHeader(Header header) {
        edit(now -> now.replaced(header));
    }

    @Override
    public void replaceHeaders(List<Header> headers) {
        edit(now -> now.becoming(headers));
    }

    /// Copies at once, on the hook's own time: later the session would have to wait for whatever
    /// the hook's content does when it is read.
    @Override
    public void replaceBody(Content body) {
        edit(UnaryOperator.identity());
        var draft = copy(body);
        scope.own(draft);
        edit(now -> now.with(draft));
    }

    @Override
    public void changeReversePath(ReversePath reversePath) {
        transaction.edit(now -> now.with(reversePath));
    }

    @Override
    public void changeReversePath(ReversePath reversePath, MailParameters parameters) {
        transaction.edit(now -> now.with(reversePath).reporting(parameters));
    }

    @Override
    public void addRecipient(Mailbox recipient, RecipientParameters parameters) {
        transaction.edit(now ->
                now.recipients().stream().anyMatch(known -> known.is(recipient))
                        ? now
                        : now.plus(new AcceptedRecipient(recipient, parameters, List.of())));
    }

    @Override
    public boolean removeRecipient(Mailbox recipient) {
        return scope.change(() -> {
            var known = transaction.facts().recipients();
            var left = known.stream().filter(one -> !one.is(recipient)).toList();
            transaction.edit(now -> now.with(left));
            return left.size() < known.size();
        });
    }

    private void edit(UnaryOperator<MessageEdits> change) {
        scope.change(() -> edits = change.apply(edits));
    }

    private Draft copy(Content body) {
        boolean binary = transaction.parameters().body() == BodyType.BINARY_MIME;
        var draft = spool.draft();
        boolean whole = false;
        try {
            BodyCopy.copy(body, draft, limit, binary);
            whole = true;
            return draft;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole) {
                draft.close();
            }
        }
    }
}
