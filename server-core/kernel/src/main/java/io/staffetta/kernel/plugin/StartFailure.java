package io.staffetta.kernel.plugin;

/// A component did not start. The message is one line for the operator.
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String component;
    private final String reason;

    /// @param component its name
    /// @param cause what it threw
    StartFailure(String component, Throwable cause) {
        super("%s: %s".formatted(component, Faults.line(cause)), cause);
        this.component = component;
        this.reason = Faults.line(cause);
    }

    /// Which component, and where it is used.
    public String component() {
        return component;
    }

    /// What it said, on one line.
    public String reason() {
        return reason;
    }
}
