package io.staffetta.spf;

import java.util.Optional;

/// How a check ended.
///
/// @param result the result
/// @param detail why, one line for people
/// @param explanation what the domain wants the client to be told (RFC 7208 §6.2): printable ASCII,
///   foreign text
record SpfOutcome(SpfResult result, String detail, Optional<String> explanation) {

    SpfOutcome unexplained() {
        return new SpfOutcome(result, detail, Optional.empty());
    }
}
