package io.staffetta.kernel;

import io.staffetta.spi.host.BanList;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// Bans nobody: where nothing is really happening.
enum NoBans implements BanList {
    NONE;

    @Override
    public Optional<Ban> ban(InetAddress client, String reason, Duration time) {
        return Optional.empty();
    }

    @Override
    public Optional<Ban> find(InetAddress client) {
        return Optional.empty();
    }

    @Override
    public boolean isExempt(InetAddress client) {
        return true;
    }
}
