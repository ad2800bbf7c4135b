package io.staffetta.kernel.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used. The message lists every mistake, one a line.
public final class ConfigException extends Exception {

    private final List<Problem> problems;

    /// With everything that is wrong.
    public ConfigException(List<Problem> problems) {
        super(render(problems));
        this.problems = List.copyOf(problems);
    }

    /// Everything that is wrong.
    public List<Problem> problems() {
        return problems;
    }

    private static String render(List<Problem> problems) {
        var count = problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes";
        return problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", count + " in the configuration:\n", ""));
    }
}
