package io.staffetta.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The lookups of RCPT and MAIL, kept for a short time. Their keys hold the version of the
/// database, so what was read before a change is never found after it, however the threads run.
final class Lookups {

    private static final String FIND_ENTRY =
            """
            SELECT a.name AS account, t.target AS target
            FROM mail_address m
            LEFT JOIN account a ON a.id = m.account_id
            LEFT JOIN alias_target t ON t.source = m.name
            WHERE m.name = :name
            ORDER BY t.id
            """;

    private record Key(long version, String name) {}

    private record Row(@Nullable String account, @Nullable String target) {}

    private final Database database;
    private final Cache<Key, Entry> entries;
    private final Cache<Long, Set<Domain>> domains;

    Lookups(Database database, SqlSettings settings) {
        this.database = database;
        entries =
                Caffeine.newBuilder()
                        .maximumSize(settings.cacheSize())
                        .expireAfterWrite(settings.cacheTime())
                        .executor(Runnable::run)
                        .build();
        domains =
                Caffeine.newBuilder()
                        .maximumSize(2)
                        .expireAfterWrite(settings.cacheTime())
                        .executor(Runnable::run)
                        .build();
    }

    Entry find(Address address) {
        return entries.get(
                new Key(database.version(), address.name()),
                key -> database.read(handle -> find(handle, key.name())));
    }

    boolean isLocal(Domain domain) {
        return domains.get(database.version(), _ -> database.read(Lookups::domains))
                .contains(domain);
    }

    private static Set<Domain> domains(Handle handle) {
        return handle.createQuery("SELECT name FROM mail_domain")
                .mapTo(String.class)
                .map(Domain::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Entry find(Handle handle, String name) {
        var rows =
                handle.createQuery(FIND_ENTRY)
                        .bind("name", name)
                        .map((row, _) -> new Row(row.getString("account"), row.getString("target")))
                        .list();
        return rows.isEmpty() ? new Entry.None() : entry(rows);
    }

    private static Entry entry(List<Row> rows) {
        var account = rows.getFirst().account();
        if (account != null) {
            return new Entry.Own(Mailbox.parse(account));
        }
        return new Entry.Alias(
                rows.stream()
                        .map(Row::target)
                        .filter(Objects::nonNull)
                        .map(Mailbox::parse)
                        .toList());
    }
}
