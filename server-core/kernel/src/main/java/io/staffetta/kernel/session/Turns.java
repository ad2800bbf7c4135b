package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.hook.Verdict;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.Spool;

import java.util.ArrayList;
import java.util.List;

/// The turns of hooks, by what they see.
final class Turns {

    /// A call of a hook.
    interface Call<V> {
        MessageDecision of(V view) throws Exception;
    }

    private final SessionState state;

    Turns(SessionState state) {
        this.state = state;
    }

    /// A turn that sees the session.
    HookChain.Turn session(CallScope scope, Call<Session> call) {
        var begun = state.facts.attributes();
        var view = new SessionView(scope, state);
        return new HookChain.Turn() {
            @Override
            public MessageDecision call() throws Exception {
                return call.of(view);
            }

            @Override
            public List<Finding> found() {
                return view.attributes().since(begun).findings();
            }

            @Override
            public void note(Verdict verdict) {
                state.facts = state.facts.with(state.facts.attributes().with(verdict));
            }

            @Override
            public void keepAttributes() {
                state.facts = state.facts.with(view.attributes());
            }
        };
    }

    /// A turn that sees a greeting, and may change what is announced.
    HookChain.Turn greeting(
            CallScope scope, KeywordLines lines, Greeting greeting, Hook.OnHelo hook) {
        var begun = state.facts.attributes();
        var view = new SessionView(scope, state);
        var keywords = new KeywordsView(scope, lines.now());
        return new HookChain.Turn() {
            @Override
            public MessageDecision call() throws Exception {
                return hook.onHelo(greeting, keywords, view);
            }

            @Override
            public List<Finding> found() {
                return view.attributes().since(begun).findings();
            }

            @Override
            public void note(Verdict verdict) {
                state.facts = state.facts.with(state.facts.attributes().with(verdict));
            }

            @Override
            public void keepAttributes() {
                state.facts = state.facts.with(view.attributes());
            }

            @Override
            public void keepEdits() {
                lines.become(keywords.lines());
            }
        };
    }

    /// A turn that sees the transaction.
    HookChain.Turn transaction(CallScope scope, OpenTransaction open, Call<Transaction> call) {
        var ofSession = state.facts.attributes();
        var ofTransaction = open.facts.attributes();
        var session = new SessionView(scope, state);
        var view = new TransactionView(scope, session, open.facts);
        return new HookChain.Turn() {
            @Override
            public MessageDecision call() throws Exception {
                return call.of(view);
            }

            @Override
            public List<Finding> found() {
                return session.attributes()
                        .since(ofSession)
                        .resultsWith(view.facts().attributes().since(ofTransaction))
                        .findings();
            }

            @Override
            public void note(Verdict verdict) {
                open.facts = open.facts.with(open.facts.attributes().with(verdict));
            }

            @Override
            public void keepAttributes() {
                state.facts = state.facts.with(session.attributes());
                open.facts = open.facts.with(view.facts().attributes());
            }
        };
    }

    /// The message under way, while its hooks run.
    static final class EditedMessage {
        MessageEdits edits;
        final List<Draft> bodies = new ArrayList<>();

        EditedMessage(MessageEdits edits) {
            this.edits = edits;
        }

        /// Drops the bodies that hooks made.
        void close() {
            bodies.forEach(Draft::close);
        }
    }

    /// A turn that sees, and edits, the message.
    HookChain.Turn message(
            CallScope scope,
            OpenTransaction open,
            EditedMessage message,
            Spool spool,
            long limit,
            Call<Message> call) {
        var ofSession = state.facts.attributes();
        var ofTransaction = open.facts.attributes();
        var session = new SessionView(scope, state);
        var transaction = new TransactionView(scope, session, open.facts);
        var view = new MessageView(scope, transaction, message.edits, spool, limit);
        return new HookChain.Turn() {
            @Override
            public MessageDecision call() throws Exception {
                return call.of(view);
            }

            @Override
            public List<Finding> found() {
                return session.attributes()
                        .since(ofSession)
                        .resultsWith(transaction.facts().attributes().since(ofTransaction))
                        .findings();
            }

            @Override
            public void note(Verdict verdict) {
                open.facts = open.facts.with(open.facts.attributes().with(verdict));
            }

            @Override
            public void keepAttributes() {
                state.facts = state.facts.with(session.attributes());
                open.facts = open.facts.with(transaction.facts().attributes());
            }

            @Override
            public void keepEdits() {
                open.facts = transaction.facts().with(open.facts.attributes());
                message.edits = view.edits();
                message.bodies.addAll(scope.owned());
            }
        };
    }
}
