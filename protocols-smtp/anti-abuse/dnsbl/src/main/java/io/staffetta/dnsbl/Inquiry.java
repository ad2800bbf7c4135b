package io.staffetta.dnsbl;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.host.Meters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Asks lists, all at once. Used by many threads.
final class Inquiry {

    /// A question to a list.
    ///
    /// @param labels what goes in front of the zone
    /// @param subject who it is about, as clients read it
    record Question(DnsList list, String labels, String subject) {

        String name() {
            return list.question(labels);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);
    private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(5);

    private final Dns dns;
    private final Meters meters;
    private final Map<String, Long> complaints = new ConcurrentHashMap<>();

    Inquiry(Dns dns, Meters meters) {
        this.dns = dns;
        this.meters = meters;
    }

    /// @param time for all of them
    /// @param counts whether the metrics are to hear of it
    Score ask(List<Question> questions, Duration time, boolean counts) {
        var names = questions.stream().map(Question::name).distinct().toList();
        var answers = dns.within(time).ipv4(names);
        var listings = new ArrayList<Listing>();
        var failed = new ArrayList<String>();
        for (var question : questions) {
            var list = question.list();
            var answer = answers.getOrDefault(question.name(), new DnsAnswer.Failed<>("not asked"));
            var result =
                    switch (list.read(answer)) {
                        case DnsList.Reading.Listed(var codes) -> {
                            listings.add(
                                    new Listing(list, question.subject(), question.name(), codes));
                            yield "listed";
                        }
                        case DnsList.Reading.NotListed _ -> "clean";
                        case DnsList.Reading.Unknown(var reason) -> {
                            failed.add(list.name());
                            complain(list, reason);
                            yield "temperror";
                        }
                    };
            if (counts) {
                count(list, result);
            }
        }
        return new Score(listings, failed);
    }

    /// Why a list lists somebody, in its own words; empty if it does not say.
    String reason(Listing listing, Duration time) {
        var texts = dns.within(time).text(listing.question()).values();
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    private void count(DnsList list, String result) {
        var labels = new HashMap<String, String>();
        labels.put("list", list.name());
        labels.put("result", result);
        meters.counter("dnsbl.answers", labels).increment();
    }

    private void complain(DnsList list, String reason) {
        long now = System.nanoTime();
        var due = complaints.get(list.name());
        if (due == null || now - due >= 0) {
            complaints.put(list.name(), now + COMPLAIN_EVERY.toNanos());
            log.atWarn()
                    .addKeyValue("list", list.name())
                    .addKeyValue("problem", reason)
                    .log("a list cannot be used");
        }
    }
}
