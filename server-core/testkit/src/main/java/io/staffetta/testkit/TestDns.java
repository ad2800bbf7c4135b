package io.staffetta.testkit;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A DNS server on a free port of 127.0.0.1, UDP and TCP, for tests. It knows what it is told, says
/// NXDOMAIN to everything else, and can be made to misbehave. May be changed while it runs.
///
/// ```java
/// try (var dns = TestDns.start()) {
///     dns.add("example.org", "MX", "10 mx.example.org.").add("mx.example.org", "A", "192.0.2.1");
///     dns.fault("broken.example", TestDnsFault.SERVFAIL);
///     // point the server at dns.server()
///     assertThat(dns.queries("example.org", "MX")).isEqualTo(1);
/// }
/// ```
public final class TestDns implements AutoCloseable {

    private static final int TTL = 300;

    private final TestDnsZone zone = new TestDnsZone();
    private final Map<Name, TestDnsFault> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> queries = new ConcurrentHashMap<>();
    private final TestDnsSockets sockets;

    private TestDns() throws IOException {
        sockets = new TestDnsSockets(new TestDnsResponder(zone, this::faultOf, this::count));
    }

    /// Starts a server that knows nothing.
    ///
    /// @throws UncheckedIOException if there is no free port
    public static TestDns start() {
        try {
            return new TestDns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it listens, by UDP and TCP.
    public InetSocketAddress address() {
        return sockets.address();
    }

    /// [#address()] as it is written in configurations: `127.0.0.1:40053`.
    public String server() {
        return "127.0.0.1:" + address().getPort();
    }

    /// Adds a record with a TTL of five minutes.
    ///
    /// @param name without a dot at the end
    /// @param type such as `MX`, `A`, `TLSA`
    /// @param data as in a zone file; names in it end with a dot
    /// @throws IllegalArgumentException if that is not a record
    public TestDns add(String name, String type, String data) {
        return add(name, type, TTL, data);
    }

    /// Adds a record.
    ///
    /// @param ttl seconds
    /// @throws IllegalArgumentException if that is not a record
    public TestDns add(String name, String type, int ttl, String data) {
        try {
            int number = Type.value(type);
            zone.add(Record.fromString(name(name), number, DClass.IN, ttl, data, Name.root));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " " + type + " " + data, e);
        }
    }

    /// Forgets all records of a name, and its fault.
    public TestDns remove(String name) {
        zone.remove(name(name));
        faults.remove(name(name));
        return this;
    }

    /// Makes the server misbehave whenever this name is asked for.
    public TestDns fault(String name, TestDnsFault fault) {
        faults.put(name(name), fault);
        return this;
    }

    /// How long clients may remember that something does not exist.
    ///
    /// @param seconds 300 at first
    public TestDns negativeTtl(int seconds) {
        zone.negativeTtl(seconds);
        return this;
    }

    /// How often a question was asked, by UDP or TCP. A retry by TCP after a truncated answer
    /// counts again.
    ///
    /// @param type such as `MX`
    public int queries(String name, String type) {
        return queries.getOrDefault(key(name(name), Type.value(type)), new AtomicInteger()).get();
    }

    /// How many questions were asked.
    public int queries() {
        return queries.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public void close() {
        sockets.close();
    }

    private TestDnsFault faultOf(Name name) {
        for (var at = name; at.labels() > 1; at = new Name(at, 1)) {
            var fault = faults.get(at);
            if (fault != null && (at.equals(name) || fault == TestDnsFault.ENDLESS_ALIASES)) {
                return fault;
            }
        }
        return TestDnsFault.NONE;
    }

    private void count(Name name, int type) {
        queries.computeIfAbsent(key(name, type), _ -> new AtomicInteger()).incrementAndGet();
    }

    private static String key(Name name, int type) {
        return name.toString().toLowerCase(Locale.ROOT) + " " + type;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
