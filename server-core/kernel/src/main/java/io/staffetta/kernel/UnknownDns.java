package io.staffetta.kernel;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;

import java.net.InetAddress;
import java.time.Duration;

/// Knows nothing: where nobody may ask.
enum UnknownDns implements Dns {
    INSTANCE;

    @Override
    public DnsAnswer<InetAddress> ipv4(String name) {
        return unknown();
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String name) {
        return unknown();
    }

    @Override
    public DnsAnswer<String> text(String name) {
        return unknown();
    }

    @Override
    public DnsAnswer<MailExchanger> exchangers(String name) {
        return unknown();
    }

    @Override
    public DnsAnswer<String> pointers(String name) {
        return unknown();
    }

    @Override
    public DnsAnswer<TlsAssociation> tlsAssociations(String name) {
        return unknown();
    }

    @Override
    public Dns within(Duration time) {
        return this;
    }

    private static <T> DnsAnswer<T> unknown() {
        return new DnsAnswer.Failed<>("there is no resolver");
    }
}
