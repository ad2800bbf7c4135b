package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// What a login is compared with that no account has. Imported hashes may take longer to compare
/// than ours; so that their accounts do not stand out, as great a part of the unknown logins takes
/// as long, and each of them always the same time.
final class Decoys {

    private static final String HASHES = "SELECT password FROM account";

    // Enough that its octets may stand for any password.
    private static final int PARTS = Passwords.MAX_OCTETS / 64;

    /// Accounts with hashes that cost the same, and one of these hashes.
    private record Like(String stored, long accounts) {}

    /// @param outdated those that cost something else than a new hash, always in the same order
    private record Population(List<Like> outdated, long accounts, long readAt) {}

    private final Database database;
    private final PasswordHasher hasher;
    private final Hashing hashing;
    private final Duration time;
    private final KeyedMac mac = new KeyedMac();
    private final ReentrantLock reading = new ReentrantLock();
    private final String noPassword;
    private volatile Population population;
    private volatile boolean stale;

    /// @param time how long it is remembered what kinds of hashes there are
    Decoys(Database database, PasswordHasher hasher, Hashing hashing, Duration time) {
        this.database = database;
        this.hasher = hasher;
        this.hashing = hashing;
        this.time = time;
        var text = new StringBuilder();
        for (int i = 0; i < PARTS; i++) {
            text.append(HexFormat.of().formatHex(mac.of("no password " + i).array()));
        }
        noPassword = text.toString();
        population = read();
    }

    /// Takes the time of checking a wrong password.
    void check(String login, Secret password) {
        refresh();
        checkAgainst(choose(login), password);
    }

    /// Takes the time of comparing with a hash. Not with the password itself, lest the time tell
    /// that it is somebody's.
    void checkAgainst(String stored, Secret password) {
        int length = Math.min(Passwords.octets(password).length, Passwords.MAX_OCTETS);
        hashing.verifyInVain(Secret.of(noPassword.substring(0, length)), stored);
    }

    private String choose(String login) {
        var now = population;
        var name = Address.ofLogin(login).map(Address::name).orElse(login);
        // Evenly spread from 0 to the number of accounts.
        double place = (mac.of(name).getLong() >>> 1) * 0x1p-63 * now.accounts();
        for (var like : now.outdated()) {
            if (place < like.accounts()) {
                return like.stored();
            }
            place -= like.accounts();
        }
        return hasher.decoy();
    }

    /// There is a hash of a kind that may be new.
    void hashImported() {
        stale = true;
    }

    private void refresh() {
        boolean due = stale || System.nanoTime() - population.readAt() >= time.toNanos();
        if (due && reading.tryLock()) {
            try {
                stale = false;
                population = read();
            } finally {
                reading.unlock();
            }
        }
    }

    private Population read() {
        var alike = new TreeMap<String, Like>();
        long[] accounts = {0};
        database.eachText(
                HASHES,
                stored -> {
                    accounts[0]++;
                    alike.merge(
                            hasher.cost(stored),
                            new Like(stored, 1),
                            (known, _) -> new Like(known.stored(), known.accounts() + 1));
                });
        alike.remove("");
        return new Population(List.copyOf(alike.values()), accounts[0], System.nanoTime());
    }
}
