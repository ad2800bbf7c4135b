package io.staffetta.kernel;

import io.staffetta.kernel.admin.BanAdministration;
import io.staffetta.kernel.admin.BanInfo;
import io.staffetta.kernel.admin.BanListing;
import io.staffetta.spi.Network;
import io.staffetta.spi.host.BanList.Ban;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Bans as the administration sees them.
record BanPanel(Bans bans) implements BanAdministration {

    @Override
    public BanListing list(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        var all = bans.list();
        return new BanListing(all.size(), all.stream().limit(limit).map(BanPanel::shown).toList());
    }

    @Override
    public BanInfo add(String network, Duration time, String reason) {
        return shown(bans.ban(parse(network), reason, time));
    }

    @Override
    public int lift(String network) {
        int lifted = bans.lift(parse(network));
        if (lifted == 0) {
            throw new IllegalArgumentException("nobody in %s is banned".formatted(network));
        }
        return lifted;
    }

    private static BanInfo shown(Ban ban) {
        return new BanInfo(
                ban.network(),
                ban.reason(),
                ban.since().truncatedTo(ChronoUnit.SECONDS),
                ban.until().truncatedTo(ChronoUnit.SECONDS));
    }

    private static Network parse(String network) {
        try {
            return Network.parse(network);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' %s".formatted(network, e.getMessage()), e);
        }
    }
}
