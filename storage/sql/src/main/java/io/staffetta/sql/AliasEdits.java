package io.staffetta.sql;

import io.staffetta.spi.auth.AccountAdministration.Alias;
import io.staffetta.spi.mail.Mailbox;

import org.jdbi.v3.core.Handle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads and changes aliases.
final class AliasEdits {

    private record Row(String source, Mailbox target) {}

    private AliasEdits() {}

    static void add(Handle handle, Address source, Mailbox target) {
        if (source.equals(Address.of(target))) {
            throw new IllegalArgumentException(source.name() + " would lead to itself");
        }
        var owner = AccountEdits.owner(handle, source);
        if (owner.isEmpty()) {
            insertSource(handle, source);
        } else if (!owner.get().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s exists already as an address of account %s"
                            .formatted(source.name(), owner.get()));
        }
        if (leadsTo(handle, source, target)) {
            throw new IllegalArgumentException(
                    "%s leads to %s already".formatted(source.name(), target));
        }
        handle.createUpdate("INSERT INTO alias_target (source, target) VALUES (:source, :target)")
                .bind("source", source.name())
                .bind("target", target.toString())
                .execute();
    }

    static void remove(Handle handle, Address source) {
        var removed =
                handle.createUpdate(
                                "DELETE FROM mail_address WHERE name = :name AND account_id IS"
                                        + " NULL")
                        .bind("name", source.name())
                        .execute();
        if (removed == 0) {
            throw new IllegalArgumentException("there is no alias " + source.name());
        }
    }

    static List<Alias> all(Handle handle) {
        var found = new LinkedHashMap<String, List<Mailbox>>();
        handle.createQuery("SELECT source, target FROM alias_target ORDER BY source, id")
                .map((row, _) ->
                        new Row(row.getString("source"), Mailbox.parse(row.getString("target"))))
                .forEach(row ->
                        found.computeIfAbsent(row.source(), _ -> new ArrayList<>())
                                .add(row.target()));
        return found.entrySet().stream()
                .map(entry -> new Alias(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void insertSource(Handle handle, Address source) {
        handle.createUpdate("INSERT INTO mail_address (name, domain) VALUES (:name, :domain)")
                .bind("name", source.name())
                .bind("domain", source.domain().name())
                .execute();
    }

    private static boolean leadsTo(Handle handle, Address source, Mailbox target) {
        return handle.createQuery(
                                "SELECT COUNT(*) FROM alias_target WHERE source = :source AND"
                                        + " target = :target")
                        .bind("source", source.name())
                        .bind("target", target.toString())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
