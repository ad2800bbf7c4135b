package io.staffetta.smtp;

import io.staffetta.smtp.command.Verb;
import io.staffetta.spi.host.Meters;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts commands by verb and reply code: `smtp.commands{verb,code}`.
final class CommandCounters {

    private record Key(Verb verb, int code) {}

    private final Meters meters;
    private final Map<Key, Meters.Counter> counters = new ConcurrentHashMap<>();

    CommandCounters(Meters meters) {
        this.meters = meters;
    }

    void count(Verb verb, int code) {
        counters.computeIfAbsent(new Key(verb, code), this::counter).increment();
    }

    private Meters.Counter counter(Key key) {
        return meters.counter(
                "smtp.commands",
                Map.of(
                        "verb", key.verb.name().toLowerCase(Locale.ROOT),
                        "code", Integer.toString(key.code)));
    }
}
