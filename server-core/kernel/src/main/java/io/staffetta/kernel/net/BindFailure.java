package io.staffetta.kernel.net;

import java.io.IOException;
import java.util.List;

/// One or more listeners could not be opened; nothing has changed.
public final class BindFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /// @param problems one line for each listener
    BindFailure(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// One line for each listener that could not be opened.
    public List<String> problems() {
        return problems;
    }
}
