package io.staffetta.policy;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the server wanted to be done with the message once it is there: the texts of its actions,
/// kept for each hook of its own until the phase `message`.
final class Notes {

    @SuppressWarnings("rawtypes")
    static final Attribute.OfSession<Map> OF_SESSION =
            new Attribute.OfSession<>("policy.notes", Map.class);

    @SuppressWarnings("rawtypes")
    static final Attribute.OfTransaction<Map> OF_TRANSACTION =
            new Attribute.OfTransaction<>("policy.notes", Map.class);

    private final String hook;
    private final int limit;

    /// @param hook tells this hook from others of its kind
    /// @param limit the most notes of a session or a transaction
    Notes(String hook, int limit) {
        this.hook = hook;
        this.limit = limit;
    }

    /// Notes an action of a time when there is no transaction.
    void add(Session session, String action) {
        add(session.get(OF_SESSION).orElse(Map.of()), action, all -> session.put(OF_SESSION, all));
    }

    /// Notes an action of a transaction.
    void add(Transaction transaction, String action) {
        add(
                transaction.get(OF_TRANSACTION).orElse(Map.of()),
                action,
                all -> transaction.put(OF_TRANSACTION, all));
    }

    /// All notes of a transaction and its session, in order.
    List<String> of(Transaction transaction) {
        var notes = new ArrayList<String>();
        notes.addAll(mine(transaction.session().get(OF_SESSION).orElse(Map.of())));
        notes.addAll(mine(transaction.get(OF_TRANSACTION).orElse(Map.of())));
        return notes;
    }

    private void add(Map<?, ?> before, String action, Consumer<Map<?, ?>> put) {
        var notes = new ArrayList<>(mine(before));
        if (notes.size() >= limit) {
            throw new IllegalStateException(
                    "the policy server asked for more than " + limit + " changes of a message");
        }
        notes.add(action);
        var all = new HashMap<Object, Object>(before);
        all.put(hook, List.copyOf(notes));
        put.accept(Map.copyOf(all));
    }

    private List<String> mine(Map<?, ?> all) {
        return all.get(hook) instanceof List<?> notes
                ? notes.stream().map(String::valueOf).toList()
                : List.of();
    }
}
