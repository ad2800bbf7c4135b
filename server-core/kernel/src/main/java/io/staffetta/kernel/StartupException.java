package io.staffetta.kernel;

import io.staffetta.kernel.config.Problem;

import java.util.List;
import java.util.stream.Collectors;

/// The server cannot start. Nothing runs and nothing is left open; the message lists every problem,
/// one a line, and is all an operator needs to see.
public final class StartupException extends Exception {

    private static final long serialVersionUID = 1;

    /// What kind of problem it is; the command line turns it into an exit code.
    public enum Category {
        /// The configuration is wrong.
        CONFIG,
        /// A plugin is broken, missing, or did not start.
        PLUGIN,
        /// A port or socket cannot be opened.
        BIND,
        /// A certificate or key cannot be used.
        TLS,
        /// The data directory, the spool or a store cannot be used.
        STORAGE
    }

    private final Category category;
    private final transient List<Problem> problems;

    StartupException(Category category, List<Problem> problems, Throwable cause) {
        super(render(problems), cause);
        this.category = category;
        this.problems = List.copyOf(problems);
    }

    StartupException(Category category, List<Problem> problems) {
        super(render(problems));
        this.category = category;
        this.problems = List.copyOf(problems);
    }

    /// What kind of problem it is; the gravest if there are several kinds.
    public Category category() {
        return category;
    }

    /// Each problem; at least one.
    public List<Problem> problems() {
        return problems;
    }

    private static String render(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
