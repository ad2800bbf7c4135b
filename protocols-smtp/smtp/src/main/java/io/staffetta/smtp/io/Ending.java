package io.staffetta.smtp.io;

/// How the reading of content ended.
public enum Ending {
    /// All of it was read.
    COMPLETE,
    /// A CR or LF stood alone where that is not forgiven; the rest was not read.
    BARE,
    /// So much had to be dropped that the rest was not read.
    EXCESSIVE
}
