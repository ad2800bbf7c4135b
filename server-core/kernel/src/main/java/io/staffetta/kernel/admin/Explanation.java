package io.staffetta.kernel.admin;

import java.util.List;

/// What would happen to a message, and why.
///
/// @param verdict one line, such as `would be refused: 550 5.7.1 Relaying denied`
/// @param steps what would be asked, in order
public record Explanation(String verdict, List<Step> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /// One question and its answer.
    ///
    /// @param phase when: `connect`, `helo`, `auth`, `mail`, `rcpt`, `alias`, `route` or
    ///   `transport`
    /// @param by who was asked: name of a hook, guard, route, policy or transport
    /// @param result the answer in a word, or the reply
    /// @param detail why, on one line; may be empty
    public record Step(String phase, String by, String result, String detail) {}
}
