package io.staffetta.queue;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.Routes.Via;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings of destinations, and which of them hold.
final class LaneRules {

    private static final int NONE = -1;

    private final QueueSettings settings;
    private final List<Optional<Rate>> rates;
    private final Map<String, Integer> byName = new HashMap<>();

    LaneRules(QueueSettings settings) {
        this.settings = settings;
        var destinations = settings.destination();
        this.rates = destinations.stream().map(QueueSettings.Destination::limit).toList();
        for (int rule = 0; rule < destinations.size(); rule++) {
            byName.putIfAbsent(canonical(destinations.get(rule).domain()), rule);
        }
    }

    /// The form in which names of destinations are compared: that of [Domain] where it is one.
    static String canonical(String destination) {
        var text = destination.strip();
        try {
            return text.startsWith(".")
                    ? "." + Domain.parse(text.substring(1)).name()
                    : Domain.parse(text).name();
        } catch (IllegalArgumentException e) {
            // A next hop such as [192.0.2.1]:24, or what a transport makes up.
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /// The lane of a recipient.
    LaneKey lane(Domain domain, Via via) {
        return new LaneKey(via.route(), via.nextHop(), rule(domain.name(), via.nextHop()));
    }

    Lane create(LaneKey key) {
        int most = settings.concurrency();
        if (key.rule() == NONE) {
            return new Lane(key, new Window(settings.initialConcurrency(), most), Optional.empty());
        }
        int own = settings.destination().get(key.rule()).concurrency();
        most = own == 0 ? most : own;
        var window = new Window(Math.min(settings.initialConcurrency(), most), most);
        return new Lane(key, window, rates.get(key.rule()).map(Pace::new));
    }

    private int rule(String domain, String nextHop) {
        if (byName.isEmpty()) {
            return NONE;
        }
        var exact = byName.get(domain);
        if (exact != null) {
            return exact;
        }
        var hop = nextHop.isEmpty() ? null : byName.get(canonical(nextHop));
        if (hop != null) {
            return hop;
        }
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            var above = byName.get(domain.substring(dot));
            if (above != null) {
                return above;
            }
        }
        return NONE;
    }
}
