package io.staffetta.distribution.command;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.staffetta.spi.queue.MailQueue.Destination;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

@Command(
        name = "destinations",
        description = "How many messages wait for each destination, by age; what is suspended.")
final class QueueDestinationsCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    /// @param byAge how many messages by age, youngest class first
    /// @param downUntil when it is tried next, if it was found unreachable
    /// @param delayReason what was wrong with it last
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record DestinationJson(
            String destination,
            int messages,
            List<AgeJson> byAge,
            Optional<String> suspended,
            Optional<Instant> downUntil,
            Optional<String> delayReason) {}

    /// @param seconds they are younger than that; absent for the oldest class
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record AgeJson(Optional<Long> seconds, int messages) {}

    @Override
    public Integer call() throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            var destinations = operator.administration().queue().destinations();
            output.print(
                    destinations.stream().map(QueueDestinationsCommand::json).toList(),
                    () -> text(destinations));
            return ExitCode.DONE;
        }
    }

    static String text(List<Destination> destinations) {
        if (destinations.isEmpty()) {
            return "The queue is empty.";
        }
        var titles = new ArrayList<>(List.of("DESTINATION", "TOTAL"));
        Destination.AGES.forEach(age -> titles.add("<" + brief(age)));
        titles.add("older");
        titles.add("STATE");
        var table = new Table(titles.toArray(String[]::new));
        var sums = IntStream.range(0, classes()).mapToObj(i -> sum(destinations, i)).toList();
        table.row(cells("TOTAL", sums, "-"));
        destinations.forEach(destination ->
                table.row(cells(destination.name(), counts(destination), state(destination))));
        return table.toString();
    }

    static DestinationJson json(Destination destination) {
        var counts = counts(destination);
        return new DestinationJson(
                destination.name(),
                destination.total(),
                IntStream.range(0, classes())
                        .mapToObj(i ->
                                new AgeJson(
                                        i < Destination.AGES.size()
                                                ? Optional.of(Destination.AGES.get(i).toSeconds())
                                                : Optional.empty(),
                                        counts.get(i)))
                        .toList(),
                destination.suspended(),
                destination.downUntil(),
                Optional.of(destination.detail()).filter(detail -> !detail.isEmpty()));
    }

    private static Object[] cells(String name, List<Integer> counts, String state) {
        var cells = new ArrayList<Object>();
        cells.add(name);
        cells.add(counts.stream().mapToInt(Integer::intValue).sum());
        cells.addAll(counts);
        cells.add(state);
        return cells.toArray();
    }

    private static String state(Destination destination) {
        if (destination.suspended().isPresent()) {
            return "suspended: " + destination.suspended().get();
        }
        var detail = destination.detail().isEmpty() ? "" : ": " + destination.detail();
        return destination
                .downUntil()
                .map(until -> "down until " + until + detail)
                .orElse(destination.detail().isEmpty() ? "-" : destination.detail());
    }

    private static int classes() {
        return Destination.AGES.size() + 1;
    }

    /// One count for each age class; a queue that counts nothing gives none.
    private static List<Integer> counts(Destination destination) {
        return IntStream.range(0, classes())
                .mapToObj(
                        i -> i < destination.messages().size() ? destination.messages().get(i) : 0)
                .toList();
    }

    private static int sum(List<Destination> destinations, int ageClass) {
        return destinations.stream().mapToInt(d -> counts(d).get(ageClass)).sum();
    }

    private static String brief(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        return age.toHours() > 0 ? age.toHours() + "h" : age.toMinutes() + "m";
    }
}
