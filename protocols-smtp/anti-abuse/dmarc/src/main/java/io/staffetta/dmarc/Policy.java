package io.staffetta.dmarc;

import java.util.Locale;
import java.util.Optional;

/// What the owner of a domain wants to happen to mail that fails (RFC 9989 §4.7, tag `p`).
enum Policy {
    NONE,
    QUARANTINE,
    REJECT;

    static Optional<Policy> parse(String text) {
        for (var policy : values()) {
            if (policy.word().equalsIgnoreCase(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /// What a domain gets that is still testing this one (tag `t`).
    Policy lowered() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    /// As records and `Authentication-Results` fields write it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
