package io.staffetta.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.staffetta.spi.Secret;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Which passwords were right a moment ago. Holds neither passwords nor hashes but what a
/// [KeyedMac] makes of them. The stored hash is part of what is remembered, so a changed password
/// is forgotten by itself; locks and other decisions are not remembered at all.
final class VerifiedPasswords {

    /// Stands for an account, its hash and a password.
    record Key(ByteBuffer mac) {}

    private final KeyedMac mac = new KeyedMac();
    private final Cache<Key, Boolean> keys;

    /// @param time how long; zero for not at all
    VerifiedPasswords(Duration time, int size) {
        keys =
                Caffeine.newBuilder()
                        .maximumSize(time.isZero() ? 0 : size)
                        .expireAfterWrite(time)
                        .executor(Runnable::run)
                        .build();
    }

    Key key(String account, String stored, Secret password) {
        return new Key(mac.of(account, stored, password.reveal()));
    }

    boolean contains(Key key) {
        return keys.getIfPresent(key) != null;
    }

    void add(Key key) {
        keys.put(key, true);
    }
}
