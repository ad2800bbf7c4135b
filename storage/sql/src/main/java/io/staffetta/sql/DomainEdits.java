package io.staffetta.sql;

import io.staffetta.spi.mail.Domain;

import org.jdbi.v3.core.Handle;

import java.util.List;

/// Reads and changes domains.
final class DomainEdits {

    private DomainEdits() {}

    static void add(Handle handle, Domain domain) {
        if (all(handle).contains(domain)) {
            throw new IllegalArgumentException("domain " + domain + " exists already");
        }
        handle.createUpdate("INSERT INTO mail_domain (name) VALUES (:name)")
                .bind("name", domain.name())
                .execute();
    }

    static void remove(Handle handle, Domain domain) {
        var addresses =
                handle.createQuery("SELECT COUNT(*) FROM mail_address WHERE domain = :name")
                        .bind("name", domain.name())
                        .mapTo(Integer.class)
                        .one();
        if (addresses > 0) {
            throw new IllegalArgumentException(
                    "domain %s still has %d addresses or aliases".formatted(domain, addresses));
        }
        var removed =
                handle.createUpdate("DELETE FROM mail_domain WHERE name = :name")
                        .bind("name", domain.name())
                        .execute();
        if (removed == 0) {
            throw new IllegalArgumentException("there is no domain " + domain);
        }
    }

    static List<Domain> all(Handle handle) {
        return handle.createQuery("SELECT name FROM mail_domain ORDER BY name")
                .mapTo(String.class)
                .map(Domain::new)
                .list();
    }
}
