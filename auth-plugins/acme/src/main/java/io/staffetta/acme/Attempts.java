package io.staffetta.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How often the order of each certificate has failed in a row, and when it may be tried again. Of
/// one thread.
final class Attempts {

    private final Map<String, State> states = new HashMap<>();

    private record State(int failures, Instant next) {}

    int failures(Wanted wanted) {
        return state(wanted).failures();
    }

    Instant next(Wanted wanted) {
        return state(wanted).next();
    }

    void failed(Wanted wanted, Instant now, Duration wait) {
        states.put(wanted.id(), new State(failures(wanted) + 1, now.plus(wait)));
    }

    void notBefore(Wanted wanted, Instant next) {
        states.put(wanted.id(), new State(failures(wanted), next));
    }

    void succeeded(Wanted wanted) {
        states.remove(wanted.id());
    }

    private State state(Wanted wanted) {
        return states.getOrDefault(wanted.id(), new State(0, Instant.MIN));
    }
}
