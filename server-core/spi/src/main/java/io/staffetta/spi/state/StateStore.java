package io.staffetta.spi.state;

import io.staffetta.spi.Component;

/// Keeps small facts that are worth more than a restart and less than a message: who was
/// greylisted, what a rate limit has left, who is banned. Plugins inject the one of the
/// configuration. Used by many threads.
///
/// What was written is there after an orderly stop. After a crash the last seconds may be missing,
/// so nothing a client was promised may depend on it.
public interface StateStore extends Component {

    /// The table of that name; made if there is none.
    ///
    /// @param name lower-case letters, digits and `-`, by convention beginning with the plugin's
    ///   name; at most 64 characters
    /// @param maxEntries the most entries it keeps, more than zero. Where there are more, those
    ///   that expire first go
    /// @throws java.io.UncheckedIOException if the store cannot tell now
    StateTable table(String name, int maxEntries);
}
