package io.staffetta.sql;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Small facts in a database of their own, which may be thrown away.
///
/// Changes return before they are on the disk: what a crash of the machine or the process can take
/// is what was written in the last second or so.
public final class SqlState implements StateStore {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String FILE = "state";

    private record Open(Database database, Map<String, SqlTable> tables) {}

    private final SqlStateSettings settings;
    private final Server server;
    private final InstantSource clock;
    private volatile @Nullable Open open;

    /// @param server in whose data folder the file is
    /// @param clock what expiry goes by
    @Inject
    public SqlState(SqlStateSettings settings, Server server, InstantSource clock) {
        this.settings = settings;
        this.server = server;
        this.clock = clock;
    }

    @Override
    public void start() throws IOException {
        var url = DatabaseUrl.of(settings.url(), FILE, server);
        open =
                new Open(
                        Database.open(url, settings.access(), Schema.STATE),
                        new ConcurrentHashMap<>());
    }

    @Override
    public StateTable table(String name, int maxEntries) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a table: 1 to 64 of a-z, 0-9 and -".formatted(name));
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("a table keeps at least one entry");
        }
        var now = open;
        if (now == null) {
            throw DatabaseFault.unavailable("the state store is not open");
        }
        return now.tables()
                .computeIfAbsent(
                        name,
                        _ -> SqlTable.open(now.database(), name, settings.queryTimeout(), clock))
                .limitedTo(maxEntries);
    }

    @Override
    public void close() {
        var closing = open;
        open = null;
        if (closing != null) {
            closing.database().close();
        }
    }
}
