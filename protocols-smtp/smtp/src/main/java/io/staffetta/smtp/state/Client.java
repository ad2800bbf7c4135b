package io.staffetta.smtp.state;

import io.staffetta.smtp.command.Extension;
import io.staffetta.spi.hook.Greeting;

import java.util.Set;

/// A client that has said hello.
///
/// @param greeting what it said
/// @param offered the extensions it was offered; none after HELO
/// @param hidden the extensions a hook took from the offer
public record Client(Greeting greeting, Set<Extension> offered, Set<Extension> hidden) {
    public Client {
        offered = Set.copyOf(offered);
        hidden = Set.copyOf(hidden);
    }

    boolean has(Extension extension) {
        return offered.contains(extension);
    }
}
