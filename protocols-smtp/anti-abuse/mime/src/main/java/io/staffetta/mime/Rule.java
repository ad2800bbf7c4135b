package io.staffetta.mime;

import java.util.Locale;

/// What can be wrong with a MIME structure.
enum Rule {
    STRUCTURE("5.6.0", Action.REFUSE),
    DEPTH("5.6.0", Action.REFUSE),
    PARTS("5.6.0", Action.REFUSE),
    FIELDS("5.6.0", Action.REFUSE),
    BOUNDARY("5.6.0", Action.REFUSE),
    ENCODING("5.6.0", Action.REFUSE),
    UNCLOSED("5.6.0", Action.NEXT),
    PARAMETERS("5.6.0", Action.NEXT),
    EXTENSION("5.7.1", Action.REFUSE),
    MEDIA_TYPE("5.7.1", Action.REFUSE),
    DISGUISED_NAME("5.7.1", Action.REFUSE),
    DOUBLE_EXTENSION("5.7.1", Action.NEXT),
    CONFLICTING_NAMES("5.7.1", Action.NEXT);

    private final String status;
    private final Action usual;

    Rule(String status, Action usual) {
        this.status = status;
        this.usual = usual;
    }

    String status() {
        return status;
    }

    /// What follows where the operator says nothing.
    Action usual() {
        return usual;
    }

    /// As operators know it.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
