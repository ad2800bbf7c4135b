package io.staffetta.queue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The domains of recipients that are not done: each is kept once, however many messages go there.
/// Not thread-safe.
final class Destinations {

    private static final int MOST_LANES = 2;

    private final Map<String, Destination> known = new HashMap<>();

    /// The domains of one message.
    sealed interface Some {

        boolean contains(Destination destination);

        void forEach(Consumer<Destination> action);

        /// A recipient is done; whether it was the last one of that domain.
        boolean done(Destination destination);
    }

    /// A domain; as [Some] it stands for the only one of a message.
    static final class Destination implements Some {
        final String name;
        private int messages;

        /// Where its mail went lately.
        private Set<LaneKey> lanes = Set.of();

        private boolean scattered;

        private Destination(String name) {
            this.name = name;
        }

        Set<LaneKey> lanes() {
            return lanes;
        }

        /// Whether its mail went more ways than are remembered.
        boolean isScattered() {
            return scattered;
        }

        @Override
        public boolean contains(Destination destination) {
            return destination == this;
        }

        @Override
        public void forEach(Consumer<Destination> action) {
            action.accept(this);
        }

        @Override
        public boolean done(Destination destination) {
            // The message is gone before it has none.
            return false;
        }
    }

    /// Several domains of one message, ordered by name.
    private record Several(Destination[] domains, int[] open) implements Some {

        @Override
        public boolean contains(Destination destination) {
            int at = at(destination);
            return at >= 0 && open[at] > 0;
        }

        @Override
        public void forEach(Consumer<Destination> action) {
            for (int i = 0; i < domains.length; i++) {
                if (open[i] > 0) {
                    action.accept(domains[i]);
                }
            }
        }

        @Override
        public boolean done(Destination destination) {
            int at = at(destination);
            return at >= 0 && open[at] > 0 && --open[at] == 0;
        }

        private int at(Destination destination) {
            return Arrays.binarySearch(
                    domains, destination, Comparator.comparing((Destination d) -> d.name));
        }
    }

    /// A message comes in.
    ///
    /// @param open recipients by domain that are not done
    Some add(SortedMap<String, Integer> open) {
        if (open.size() == 1) {
            return enter(open.firstKey());
        }
        var domains = open.keySet().stream().map(this::enter).toArray(Destination[]::new);
        return new Several(domains, open.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /// A message is gone.
    void remove(Some domains) {
        domains.forEach(this::leave);
    }

    /// Recipients of a message are done.
    void done(Some domains, List<String> names) {
        for (var name : names) {
            find(name).filter(domains::done).ifPresent(this::leave);
        }
    }

    Optional<Destination> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /// Mail for a domain goes that way.
    void note(String name, LaneKey lane) {
        var destination = known.get(name);
        if (destination == null || destination.lanes.contains(lane)) {
            return;
        }
        if (destination.lanes.size() == MOST_LANES) {
            // With so many ways the last one tells as much as any other.
            destination.scattered = true;
            destination.lanes = Set.of(lane);
        } else {
            var more = new HashSet<>(destination.lanes);
            more.add(lane);
            destination.lanes = Set.copyOf(more);
        }
    }

    Stream<Destination> all() {
        return known.values().stream();
    }

    private Destination enter(String name) {
        var destination = known.computeIfAbsent(name, Destination::new);
        destination.messages++;
        return destination;
    }

    private void leave(Destination destination) {
        if (--destination.messages == 0) {
            known.remove(destination.name);
        }
    }
}
