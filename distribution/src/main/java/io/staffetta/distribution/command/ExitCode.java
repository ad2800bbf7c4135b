package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

/// Exit codes; documented in `docs/command-line.md`.
final class ExitCode {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int CONFIG = 3;
    static final int PLUGIN = 4;
    static final int BIND = 5;
    static final int TLS = 6;
    static final int STORAGE = 7;
    static final int NOT_RUNNING = 8;

    private ExitCode() {}

    static int of(StartupException.Category category) {
        return switch (category) {
            case CONFIG -> CONFIG;
            case PLUGIN -> PLUGIN;
            case BIND -> BIND;
            case TLS -> TLS;
            case STORAGE -> STORAGE;
        };
    }
}
