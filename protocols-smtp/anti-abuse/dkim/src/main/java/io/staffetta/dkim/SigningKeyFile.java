package io.staffetta.dkim;

import io.staffetta.spi.mail.Domain;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// A key in a file of its own.
///
/// @param domain the domain it signs for
/// @param selector where its public half is published
/// @param file PEM file with the private key, PKCS #8 or PKCS #1, not encrypted; relative to the
///   configuration. Others than its owner and group must not read it
public record SigningKeyFile(Domain domain, String selector, Path file) {

    public SigningKeyFile {
        require(domain, "key needs a domain");
        require(selector, "key needs a selector");
        require(file, "key needs a file");
        if (domain.isLiteral()) {
            throw new IllegalArgumentException("domain of a key must be a name: " + domain);
        }
        if (DnsName.of(selector).isEmpty()) {
            throw new IllegalArgumentException("selector is no domain name: " + selector);
        }
    }

    private static void require(@Nullable Object value, String otherwise) {
        if (value == null) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
