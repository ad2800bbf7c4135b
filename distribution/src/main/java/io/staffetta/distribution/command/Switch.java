package io.staffetta.distribution.command;

/// On or off.
enum Switch {
    /// Yes.
    ON,
    /// No.
    OFF
}
