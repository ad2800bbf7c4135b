package io.staffetta.policy;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The value of `instance`: the same from MAIL to the end of the message. Before MAIL there is no
/// transaction to name, so the session remembers it, for each hook of its own.
final class Instances {

    @SuppressWarnings("rawtypes")
    static final Attribute.OfSession<Map> ATTRIBUTE =
            new Attribute.OfSession<>("policy.instance", Map.class);

    private final AtomicLong count = new AtomicLong();
    private final String hook;

    /// @param hook tells this hook from others of its kind
    Instances(String hook) {
        this.hook = hook;
    }

    /// Begins a message.
    String begin(Session session) {
        var instance = session.id() + "." + Long.toHexString(count.incrementAndGet());
        var all = new HashMap<Object, Object>();
        session.get(ATTRIBUTE).ifPresent(all::putAll);
        all.put(hook, instance);
        session.put(ATTRIBUTE, Map.copyOf(all));
        return instance;
    }

    /// That of the message which has begun.
    String of(Transaction transaction) {
        return transaction
                .session()
                .get(ATTRIBUTE)
                .map(all -> all.get(hook))
                .map(String::valueOf)
                .orElseGet(transaction::id);
    }
}
