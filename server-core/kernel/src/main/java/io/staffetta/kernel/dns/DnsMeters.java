package io.staffetta.kernel.dns;

import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.host.Meters;

import org.xbill.DNS.Type;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Counts questions.
record DnsMeters(Meters meters) {

    void count(int type, DnsAnswer<?> answer) {
        var result =
                switch (answer) {
                    case DnsAnswer.Found<?> _ -> "found";
                    case DnsAnswer.NoData<?> _ -> "no-data";
                    case DnsAnswer.NoSuchName<?> _ -> "no-such-name";
                    case DnsAnswer.Failed<?> _ -> "failed";
                };
        var name = Type.string(type).toLowerCase(Locale.ROOT);
        meters.counter("dns.queries", Map.of("type", name, "result", result)).increment();
    }

    /// One was answered from the cache.
    void hit() {
        meters.counter("dns.cache.hits").increment();
    }

    /// One was not.
    void asked(Duration taken) {
        meters.timer("dns.seconds", Map.of()).record(taken);
    }
}
