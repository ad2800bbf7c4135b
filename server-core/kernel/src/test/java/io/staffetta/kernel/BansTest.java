package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Network;
import io.staffetta.spi.host.BanList.Ban;
import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

class BansTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final StateStore store = new MemoryState(() -> now);
    private final Bans bans = bans(store);

    @Test
    void holdsForAnAddressUntilItEnds() {
        assertThat(bans.ban(ip("192.0.2.7"), "noise", HOUR)).isPresent();

        assertThat(bans.find(ip("192.0.2.7"))).map(Ban::reason).contains("noise");
        assertThat(bans.find(ip("192.0.2.8"))).isEmpty();
        now = now.plus(HOUR);
        assertThat(bans.find(ip("192.0.2.7"))).isEmpty();
        assertThat(bans.list()).isEmpty();
    }

    @Test
    void holdsForTheWholeNetworkOfAnIpv6Address() {
        bans.ban(ip("2001:db8::1"), "noise", HOUR);

        assertThat(bans.find(ip("2001:db8::ffff:1"))).isPresent();
        assertThat(bans.find(ip("2001:db8:0:1::1"))).isEmpty();
    }

    @Test
    void theLaterEndHolds() {
        bans.ban(ip("192.0.2.7"), "long", HOUR.multipliedBy(2));
        bans.ban(ip("192.0.2.7"), "short", HOUR);
        bans.ban(Network.parse("192.0.2.0/24"), "all", HOUR);

        assertThat(bans.find(ip("192.0.2.7"))).map(Ban::reason).contains("long");
        assertThat(bans.find(ip("192.0.2.9"))).map(Ban::reason).contains("all");
    }

    @Test
    void survivesInTheStateStore() {
        bans.ban(ip("192.0.2.7"), "noise and more", HOUR);

        var later = bans(store);

        assertThat(later.find(ip("192.0.2.7"))).isEqualTo(bans.find(ip("192.0.2.7"))).isPresent();
        assertThat(later.lift(Network.parse("192.0.0.0/16"))).isEqualTo(1);
        assertThat(bans(store).list()).isEmpty();
    }

    /// Every client that connects asks.
    @Test
    @Timeout(30)
    void nobodyWaitsWhileABanIsWritten() throws Exception {
        var written = new CountDownLatch(1);
        var writing = new CountDownLatch(1);
        StateStore slow = (name, most) -> new SlowTable(store.table(name, most), writing, written);
        var slowly = bans(slow);
        var banning = Thread.ofVirtual().start(() -> slowly.ban(ip("192.0.2.7"), "noise", HOUR));
        writing.await();
        assertThat(slowly.find(ip("192.0.2.7"))).isPresent();
        assertThat(slowly.find(ip("192.0.2.8"))).isEmpty();
        written.countDown();
        banning.join();
        assertThat(bans(store).find(ip("192.0.2.7"))).isPresent();
    }

    @Test
    void whoIsExemptCannotBeBanned() {
        assertThat(bans.ban(ip("127.0.0.5"), "noise", HOUR)).isEmpty();
        assertThat(bans.isExempt(ip("::1"))).isTrue();
        assertThatThrownBy(() -> bans.ban(Network.parse("127.0.0.0/30"), "noise", HOUR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("127.0.0.0/30 is exempt from bans (127.0.0.0/8)");
        assertThatThrownBy(() -> bans.ban(Network.parse("0.0.0.0/0"), "all", HOUR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(bans.list()).isEmpty();
    }

    @Test
    void worksWithoutAStore() {
        StateStore broken =
                (_, _) -> {
                    throw new UncheckedIOException(new IOException("no database"));
                };
        var kept = bans(broken);

        kept.ban(ip("192.0.2.7"), "noise", HOUR);

        assertThat(kept.find(ip("192.0.2.7"))).isPresent();
        assertThat(kept.lift(Network.parse("192.0.2.7"))).isEqualTo(1);
        assertThat(kept.find(ip("192.0.2.7"))).isEmpty();
    }

    @Test
    void reasonsStayOnOneShortLine() {
        bans.ban(ip("192.0.2.7"), "a\r\nb" + "x".repeat(1000), HOUR);

        assertThat(bans.list().getFirst().reason()).startsWith("a??bxx").hasSize(200);
    }

    /// Writes when it may.
    private record SlowTable(StateTable table, CountDownLatch writing, CountDownLatch may)
            implements StateTable {

        @Override
        public void put(String key, byte[] value, Instant expires) {
            writing.countDown();
            try {
                may.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            table.put(key, value, expires);
        }

        @Override
        public Optional<StateEntry> get(String key) {
            return table.get(key);
        }

        @Override
        public Optional<StateEntry> update(String key, UnaryOperator<Optional<StateEntry>> change) {
            return table.update(key, change);
        }

        @Override
        public boolean remove(String key) {
            return table.remove(key);
        }

        @Override
        public List<StateEntry> list(String after, int limit) {
            return table.list(after, limit);
        }

        @Override
        public int size() {
            return table.size();
        }
    }

    private Bans bans(StateStore kept) {
        return new Bans(kept, Optional::empty, () -> now);
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }
}
