package io.staffetta.distribution.command;

import java.io.Console;
import java.util.Optional;

/// The terminal at the other end of standard input and output.
final class Terminal {

    private Terminal() {}

    /// Empty if either of them is a file or a pipe. Some Javas have no console then, others have
    /// one that is no terminal.
    static Optional<Console> find() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
