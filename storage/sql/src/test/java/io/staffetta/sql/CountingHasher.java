package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.util.concurrent.atomic.AtomicInteger;

/// Costs nothing and counts what it would have cost.
final class CountingHasher implements PasswordHasher {

    private final AtomicInteger verified = new AtomicInteger();
    private final AtomicInteger hashed = new AtomicInteger();

    int verified() {
        return verified.get();
    }

    int hashed() {
        return hashed.get();
    }

    @Override
    public String hash(Secret password) {
        hashed.incrementAndGet();
        return "new:" + password.reveal();
    }

    @Override
    public Verdict verify(Secret password, String stored) {
        verified.incrementAndGet();
        if (stored.equals("new:" + password.reveal())) {
            return Verdict.MATCH;
        }
        return stored.equals("old:" + password.reveal())
                ? Verdict.MATCH_OUTDATED
                : Verdict.MISMATCH;
    }

    @Override
    public String cost(String stored) {
        return stored.startsWith("old:") ? "old" : "";
    }

    @Override
    public String decoy() {
        return "decoy";
    }
}
