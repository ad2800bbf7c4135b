package io.staffetta.queue;

import io.staffetta.spi.queue.MailQueue.Destination;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts what waits for each destination.
///
/// @param board the messages
/// @param suspensions what the operator suspended
record Census(Board board, Suspensions suspensions) {

    List<Destination> destinations(Instant now) {
        var counts = new HashMap<String, int[]>();
        board.scan(slot -> {
            int age = ageClass(Duration.between(Instant.ofEpochMilli(slot.receivedAt), now));
            slot.domains.forEach(destination ->
                    counts.computeIfAbsent(
                                    destination.name, _ -> new int[Destination.AGES.size() + 1])[
                            age]++);
        });
        suspensions
                .all()
                .keySet()
                .forEach(name ->
                        counts.computeIfAbsent(name, _ -> new int[Destination.AGES.size() + 1]));
        var lanes = board.crew().ask(() -> lanes(counts.keySet()));
        var all = new ArrayList<Destination>();
        counts.forEach((name, count) -> all.add(destination(name, count, lanes)));
        all.sort(
                Comparator.comparingInt(Destination::total)
                        .reversed()
                        .thenComparing(Destination::name));
        return all;
    }

    private record Way(LaneKey lane, Optional<Outage> outage) {}

    private Map<String, List<Way>> lanes(Set<String> names) {
        var lanes = new HashMap<String, List<Way>>();
        for (var name : names) {
            board.schedule()
                    .destinations()
                    .find(name)
                    .ifPresent(found ->
                            lanes.put(
                                    name,
                                    found.lanes().stream()
                                            .map(lane -> new Way(lane, board.lanes().outage(lane)))
                                            .toList()));
        }
        return lanes;
    }

    private Destination destination(String name, int[] count, Map<String, List<Way>> lanes) {
        var ways = lanes.getOrDefault(name, List.of());
        var outage =
                ways.stream()
                        .flatMap(way -> way.outage().stream())
                        .min(Comparator.comparing(Outage::until));
        var suspended =
                suspensions
                        .reason(name)
                        .or(() ->
                                ways.stream()
                                        .flatMap(way ->
                                                suspensions.reason(way.lane().nextHop()).stream())
                                        .findFirst());
        return new Destination(
                name,
                Arrays.stream(count).boxed().toList(),
                suspended,
                outage.map(Outage::until),
                outage.map(Outage::detail).orElse(""));
    }

    private static int ageClass(Duration age) {
        int bound = 0;
        while (bound < Destination.AGES.size() && age.compareTo(Destination.AGES.get(bound)) >= 0) {
            bound++;
        }
        return bound;
    }
}
