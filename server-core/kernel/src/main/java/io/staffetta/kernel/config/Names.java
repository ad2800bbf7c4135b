package io.staffetta.kernel.config;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

/// Reads names. Every reader throws [IllegalArgumentException] saying what the text is not.
final class Names {

    private Names() {}

    /// A name the operator makes up: it appears in logs, metrics and overrides.
    static String simple(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "is not a name: lower-case letters, digits and '-', beginning with a letter");
        }
        return text;
    }

    /// A domain, not an address literal.
    static Domain domain(String text) {
        try {
            var domain = Domain.parse(text);
            if (!domain.isLiteral()) {
                return domain;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a domain", e);
        }
        throw new IllegalArgumentException("is not a domain but an address");
    }

    /// The domain of a route.
    static String routeDomain(String text) {
        if (text.equals("*") || text.equals("local")) {
            return text;
        }
        try {
            return text.startsWith(".")
                    ? "." + domain(text.substring(1)).name()
                    : domain(text).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not a domain: write example.org, .example.org, local or *", e);
        }
    }

    /// The sender of a route, as mailboxes and domains are compared.
    static String routeSender(String text) {
        if (text.equals("<>") || text.equals("null")) {
            return "<>";
        }
        try {
            if (text.indexOf('@') >= 0) {
                return Mailbox.parse(text).folded().toString();
            }
            return text.startsWith(".")
                    ? "." + domain(text.substring(1)).name()
                    : domain(text).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not a sender: write user@example.org, example.org, .example.org, or null"
                            + " for <>",
                    e);
        }
    }
}
