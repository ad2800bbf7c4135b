package io.staffetta.helo;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each hook of this kind in a chain found wrong with the latest greeting.
record Problems(Map<Object, List<Problem>> byHook) {

    static final Attribute.OfSession<Problems> ATTRIBUTE =
            new Attribute.OfSession<>("helo.problems", Problems.class);

    Problems {
        byHook = Map.copyOf(byHook);
    }

    static Problems of(Session session) {
        return session.get(ATTRIBUTE).orElse(new Problems(Map.of()));
    }

    Problems with(Object hook, List<Problem> problems) {
        var changed = new HashMap<>(byHook);
        changed.put(hook, List.copyOf(problems));
        return new Problems(changed);
    }

    List<Problem> found(Object hook) {
        return byHook.getOrDefault(hook, List.of());
    }
}
