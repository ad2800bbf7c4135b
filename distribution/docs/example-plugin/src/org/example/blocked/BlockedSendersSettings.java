package org.example.blocked;

import io.staffetta.spi.mail.Domain;

import java.util.List;

/// `<domain>` may stand several times; `<text>` is what the client is told.
public record BlockedSendersSettings(List<Domain> domain, String text) {

    public BlockedSendersSettings {
        if (domain.isEmpty()) {
            throw new IllegalArgumentException("name at least one <domain> to block");
        }
        if (text == null) {
            text = "Mail from your domain is not wanted here";
        }
    }
}
