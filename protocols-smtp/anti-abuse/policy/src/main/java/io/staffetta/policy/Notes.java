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

    /// Notes an action of the transaction that begins, for which there is no place yet but the
    /// session: the next one must not be taken for it.
    void addToNext(Session session, String action) {
        var id = session.transaction().orElseThrow();
        var all = session.get(OF_SESSION).orElse(Map.of());
        var notes = new ArrayList<>(notes(all, nextKey()));
        if (notes.isEmpty() || !notes.getFirst().equals(id)) {
            notes = new ArrayList<>(List.of(id));
        }
        if (notes.size() > limit) {
            throw tooMany();
        }
        notes.add(action);
        session.put(OF_SESSION, with(all, nextKey(), notes));
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
        var begun = notes(transaction.session().get(OF_SESSION).orElse(Map.of()), nextKey());
        if (!begun.isEmpty() && begun.getFirst().equals(transaction.id())) {
            notes.addAll(begun.subList(1, begun.size()));
        }
        notes.addAll(mine(transaction.get(OF_TRANSACTION).orElse(Map.of())));
        return notes;
    }

    private void add(Map<?, ?> before, String action, Consumer<Map<?, ?>> put) {
        var notes = new ArrayList<>(mine(before));
        if (notes.size() >= limit) {
            throw tooMany();
        }
        notes.add(action);
        put.accept(with(before, hook, notes));
    }

    private IllegalStateException tooMany() {
        return new IllegalStateException(
                "the policy server asked for more than " + limit + " changes of a message");
    }

    private static Map<?, ?> with(Map<?, ?> before, String key, List<String> notes) {
        var all = new HashMap<Object, Object>(before);
        all.put(key, List.copyOf(notes));
        return Map.copyOf(all);
    }

    private String nextKey() {
        return hook + " MAIL";
    }

    private List<String> mine(Map<?, ?> all) {
        return notes(all, hook);
    }

    private static List<String> notes(Map<?, ?> all, String key) {
        return all.get(key) instanceof List<?> notes
                ? notes.stream().map(String::valueOf).toList()
                : List.of();
    }
}
