package io.staffetta.spi.mail;

import java.util.Optional;
import java.util.Set;

/// The ESMTP parameters of RCPT (RFC 3461).
///
/// @param notifyOn when to report; empty for the default (failure, and delay at our discretion)
/// @param originalRecipient `ORCPT` as `addr-type;address`, decoded from xtext or, for the type
///   `utf-8`, from the escapes of RFC 6533 §3; at most 500 characters
public record RecipientParameters(Set<Notify> notifyOn, Optional<String> originalRecipient) {

    /// A condition to report on.
    public enum Notify {
        /// No report at all; never together with another.
        NEVER,
        /// When delivered.
        SUCCESS,
        /// When delivery failed for good.
        FAILURE,
        /// When delivery takes unusually long.
        DELAY
    }

    /// What absent parameters mean.
    public static final RecipientParameters NONE =
            new RecipientParameters(Set.of(), Optional.empty());

    public RecipientParameters {
        notifyOn = Set.copyOf(notifyOn);
        if (notifyOn.contains(Notify.NEVER) && notifyOn.size() > 1) {
            throw new IllegalArgumentException("NOTIFY=NEVER stands alone");
        }
    }
}
