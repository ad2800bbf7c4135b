package io.staffetta.spf;

import java.util.Locale;

/// Whose right to send is checked (RFC 7208 §2.3, §2.4).
enum SpfIdentity {
    HELO,
    MAILFROM;

    /// As `Received-SPF` names it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As `Authentication-Results` names it (RFC 8601 §2.7.2).
    String property() {
        return "smtp." + word();
    }
}
