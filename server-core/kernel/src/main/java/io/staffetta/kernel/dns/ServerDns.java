package io.staffetta.kernel.dns;

import io.staffetta.dns.Answer;
import io.staffetta.dns.Deadline;
import io.staffetta.dns.Question;
import io.staffetta.dns.StubResolver;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;
import io.staffetta.spi.host.Meters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Plugins' view of a resolver.
public final class ServerDns implements Dns {

    private static final Logger LOG = LoggerFactory.getLogger(ServerDns.class);

    /// Later than any question lasts.
    private static final Duration LONG = Duration.ofDays(1);

    private final Supplier<StubResolver> resolver;
    private final DnsMeters meters;
    private final Optional<Deadline> budget;

    /// @param resolver asked before each question, so that it may change
    /// @param meters count the questions
    public ServerDns(Supplier<StubResolver> resolver, Meters meters) {
        this(resolver, new DnsMeters(meters), Optional.empty());
    }

    private ServerDns(
            Supplier<StubResolver> resolver, DnsMeters meters, Optional<Deadline> budget) {
        this.resolver = resolver;
        this.meters = meters;
        this.budget = budget;
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String name) {
        return ask(name, Type.A, RecordValues::ipv4);
    }

    @Override
    public Map<String, DnsAnswer<InetAddress>> ipv4(Collection<String> names) {
        return AtOnce.ask(names, this::ipv4);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String name) {
        return ask(name, Type.AAAA, RecordValues::ipv6);
    }

    @Override
    public DnsAnswer<String> text(String name) {
        return ask(name, Type.TXT, RecordValues::text);
    }

    @Override
    public DnsAnswer<MailExchanger> exchangers(String name) {
        return ask(name, Type.MX, RecordValues::exchanger);
    }

    @Override
    public DnsAnswer<String> pointers(String name) {
        return ask(name, Type.PTR, RecordValues::pointer);
    }

    @Override
    public DnsAnswer<TlsAssociation> tlsAssociations(String name) {
        return ask(name, Type.TLSA, RecordValues::tlsAssociation);
    }

    @Override
    public Dns within(Duration time) {
        var deadline = budget.map(outer -> outer.orIn(time)).orElseGet(() -> Deadline.in(time));
        return new ServerDns(resolver, meters, Optional.of(deadline));
    }

    private <T> DnsAnswer<T> ask(String name, int type, Function<Record, Optional<T>> value) {
        var answer = Question.of(name, type).map(this::answer).orElse(RecordValues.NO_NAME);
        var read = RecordValues.answer(name, answer, value);
        meters.count(type, read);
        if (read instanceof DnsAnswer.Failed<T>(var reason)) {
            LOG.atDebug().addKeyValue("problem", reason).log("DNS gave no answer");
        }
        return read;
    }

    private Answer answer(Question question) {
        var deadline = budget.orElseGet(() -> Deadline.in(LONG));
        if (deadline.isOver()) {
            return new Answer.Failed(question + ": the time for all questions is over");
        }
        var chosen = resolver.get();
        var known = chosen.known(question);
        if (known.isPresent()) {
            meters.hit();
            return known.get();
        }
        long begin = System.nanoTime();
        try {
            return chosen.ask(question, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed(question + ": interrupted");
        } finally {
            meters.asked(Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
