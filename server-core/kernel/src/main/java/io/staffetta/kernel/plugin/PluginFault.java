package io.staffetta.kernel.plugin;

/// What is wrong with a plugin, on one line that says what to do.
final class PluginFault extends Exception {

    private static final long serialVersionUID = 1;

    PluginFault(String message) {
        super(message);
    }

    PluginFault(String message, Throwable cause) {
        super(message, cause);
    }
}
