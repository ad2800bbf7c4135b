package io.staffetta.patterns;

/// What a rule does with what it matches.
public enum Action {
    /// Refuses the message.
    REFUSE,
    /// Holds the message in the queue.
    QUARANTINE,
    /// Accepts the message and drops it.
    DISCARD,
    /// Sends the message to another recipient instead.
    REDIRECT,
    /// Sends the message to a further recipient.
    BCC,
    /// Writes a log line.
    WARN,
    /// Puts a field above the one that matched.
    PREPEND,
    /// Puts a field in the place of the one that matched.
    REPLACE,
    /// Removes the field that matched.
    REMOVE,
    /// Keeps later rules from seeing the field or line.
    NEXT;

    /// Whether it needs a field to work on.
    boolean editsFields() {
        return this == PREPEND || this == REPLACE || this == REMOVE;
    }
}
