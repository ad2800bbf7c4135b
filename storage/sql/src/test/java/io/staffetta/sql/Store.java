package io.staffetta.sql;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.io.IOException;
import java.nio.file.Path;

/// A store on a folder, beside a configuration file that makes `example.org` local.
final class Store implements AutoCloseable {

    static final Domain CONFIGURED = Domain.parse("example.org");

    private final Path data;
    private final SqlSettings settings;
    private final PasswordHasher hasher;
    private SqlAccounts accounts;

    private Store(Path data, SqlSettings settings, PasswordHasher hasher) {
        this.data = data;
        this.settings = settings;
        this.hasher = hasher;
        accounts = create();
    }

    static Store open(Path data) throws IOException {
        return open(data, settings(), new CountingHasher());
    }

    static Store open(Path data, TestSettings settings) throws IOException {
        return open(data, settings.bind(), new CountingHasher());
    }

    static Store open(Path data, SqlSettings settings, PasswordHasher hasher) throws IOException {
        var store = new Store(data, settings, hasher);
        store.accounts.start();
        return store;
    }

    SqlAccounts accounts() {
        return accounts;
    }

    void reopen() throws IOException {
        accounts.close();
        accounts = create();
        accounts.start();
    }

    @Override
    public void close() {
        accounts.close();
    }

    static SqlSettings settings() {
        return TestSettings.none().bind();
    }

    private SqlAccounts create() {
        return new SqlAccounts(settings, server(data), union(), hasher);
    }

    // What the kernel injects: the union of the store and the configuration file.
    private Directory union() {
        return new Directory() {
            @Override
            public boolean isLocal(Domain domain) {
                return domain.equals(CONFIGURED) || accounts.isLocal(domain);
            }

            @Override
            public Resolution resolve(Mailbox mailbox) {
                return accounts.resolve(mailbox);
            }
        };
    }

    static Server server(Path data) {
        return new Server() {
            @Override
            public String hostname() {
                return "mail.example.org";
            }

            @Override
            public String version() {
                return "test";
            }

            @Override
            public Path data() {
                return data;
            }

            @Override
            public Path configuration() {
                return data;
            }
        };
    }
}
