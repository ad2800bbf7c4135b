package io.staffetta.testkit;

import io.staffetta.dns.AnswerLimits;
import io.staffetta.dns.CacheTimes;
import io.staffetta.dns.Deadline;
import io.staffetta.dns.Question;
import io.staffetta.dns.StubResolver;
import io.staffetta.kernel.dns.ServerDns;
import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The server's resolver in front of a zone in memory, for tests of single components; nothing is
/// sent anywhere and nothing remembered. Names that are not in the zone do not exist. For a server
/// that runs there is [TestDns]. Used by many threads.
///
/// ```java
/// var dns = ZoneDns.of("""
///         example.org           TXT   "v=spf1 mx -all"
///         example.org           MX    10 mx.example.org.
///         mx.example.org        A     192.0.2.1
///         www.example.org       CNAME example.org.
///         """).failing("broken.example");
/// ```
public final class ZoneDns implements Dns {

    private final TestDnsZone zone = new TestDnsZone();
    private final Set<Name> failing = ConcurrentHashMap.newKeySet();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final Dns resolver;

    private ZoneDns() {
        var resolver =
                new StubResolver(
                        this::exchange,
                        new AnswerLimits(12, 500, 65_535),
                        new CacheTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        0,
                        Duration.ofSeconds(10));
        this.resolver = new ServerDns(() -> resolver, new MetersRegistry());
    }

    /// A zone.
    ///
    /// @param text a record in each line: the name without a dot at the end, the type, and data as
    ///   in a zone file, where names end with a dot; blank lines and those that begin with `;` are
    ///   nothing
    /// @throws IllegalArgumentException if a line is not a record
    public static ZoneDns of(String text) {
        var dns = new ZoneDns();
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith(";")) {
                continue;
            }
            var words = line.split("\\s+", 3);
            if (words.length < 3) {
                throw new IllegalArgumentException(line);
            }
            dns.add(words[0], words[1], words[2]);
        }
        return dns;
    }

    /// Adds a record.
    ///
    /// @param name without a dot at the end
    /// @param type such as `MX`, `A`, `TXT`
    /// @param data as in a zone file; names in it end with a dot
    /// @throws IllegalArgumentException if that is not a record
    public ZoneDns add(String name, String type, String data) {
        try {
            var owner = Name.fromString(name, Name.root);
            zone.add(Record.fromString(owner, Type.value(type), DClass.IN, 300, data, Name.root));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " " + type + " " + data, e);
        }
    }

    /// From now on all questions about these names fail.
    public ZoneDns failing(String... names) {
        for (var name : names) {
            failing.add(Name.fromConstantString(name + "."));
        }
        return this;
    }

    /// What was asked so far, such as `example.org TXT`, in order; each alias that was followed is
    /// not a question of its own.
    public List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String name) {
        return resolver.ipv4(name);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String name) {
        return resolver.ipv6(name);
    }

    @Override
    public DnsAnswer<String> text(String name) {
        return resolver.text(name);
    }

    @Override
    public DnsAnswer<MailExchanger> exchangers(String name) {
        return resolver.exchangers(name);
    }

    @Override
    public DnsAnswer<String> pointers(String name) {
        return resolver.pointers(name);
    }

    @Override
    public DnsAnswer<TlsAssociation> tlsAssociations(String name) {
        return resolver.tlsAssociations(name);
    }

    @Override
    public Dns within(Duration time) {
        return resolver.within(time);
    }

    private Message exchange(Question question, Deadline deadline) throws IOException {
        questions.add(question.toString());
        if (failing.contains(question.name())) {
            throw new IOException("this name fails");
        }
        var response = question.query(0);
        response.getHeader().setFlag(Flags.QR);
        zone.answer(question.name(), question.type(), response);
        return response;
    }
}
