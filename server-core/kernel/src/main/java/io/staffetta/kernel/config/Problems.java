package io.staffetta.kernel.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects every mistake, so that the operator sees all of them at once. Used by one thread.
public final class Problems {

    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> causes = new ArrayList<>();

    /// Notes a mistake that makes further ones at the same place mere consequences: they are not
    /// shown.
    void addCause(SettingsTree.Location location, String message) {
        add(location, message);
        causes.add(Problem.at(location, message));
    }

    /// Notes a mistake at a place.
    public void add(SettingsTree.Location location, String message) {
        found.add(Problem.at(location, message));
    }

    /// Notes a mistake.
    public void add(Problem problem) {
        found.add(problem);
    }

    /// Whether there is none.
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// How many there are.
    public int size() {
        return found.size();
    }

    /// All of them: the files in the order in which they were first complained of, each from top to
    /// bottom.
    public List<Problem> list() {
        var files = found.stream().map(Problem::file).distinct().toList();
        return found.stream()
                .distinct()
                .filter(problem -> causes.contains(problem) || !isConsequence(problem))
                .sorted(
                        Comparator.<Problem>comparingInt(p -> files.indexOf(p.file()))
                                .thenComparingInt(Problem::line))
                .toList();
    }

    /// Ends the reading if there was a mistake.
    ///
    /// @throws ConfigException with all of them
    public void throwIfAny() throws ConfigException {
        if (!found.isEmpty()) {
            throw new ConfigException(list());
        }
    }

    private boolean isConsequence(Problem problem) {
        return causes.stream()
                .anyMatch(cause ->
                        cause.file().equals(problem.file())
                                && cause.line() == problem.line()
                                && cause.path().equals(problem.path()));
    }
}
