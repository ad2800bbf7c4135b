package io.staffetta.distribution.e2e;

import java.util.Arrays;

/// What the metrics page of a server says at one moment.
record Meters(String page) {

    static Meters of(ServerProcess server) {
        return new Meters(Http.get(server, "/metrics").body());
    }

    /// How often hooks found something.
    long found(String check, String result) {
        return sum("staffetta_hook_findings_total", "check", check, "result", result);
    }

    /// How often a hook decided something.
    long decided(String hook, String decision) {
        return sum("staffetta_hook_decisions_total", "hook", hook, "decision", decision);
    }

    /// The sum of all series of a name that have these labels.
    long sum(String name, String... labels) {
        return page.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> hasAll(line, labels))
                .mapToLong(line ->
                        (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean hasAll(String line, String... labels) {
        var wanted = Arrays.asList(labels);
        for (int i = 0; i < labels.length; i += 2) {
            if (!line.contains("%s=\"%s\"".formatted(wanted.get(i), wanted.get(i + 1)))) {
                return false;
            }
        }
        return true;
    }
}
