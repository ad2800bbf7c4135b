package io.staffetta.testkit;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.hook.Verdict;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.tls.TlsFacts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;

/// A transaction that is just a client address and an identity, for tests of relay policies.
///
/// @param clientIp the client's address; empty for a UNIX socket
/// @param identity who the client proved to be
public record FixedTransaction(Optional<InetAddress> clientIp, Optional<Identity> identity)
        implements Transaction, Session {

    /// An anonymous client.
    public static FixedTransaction from(String address) {
        return new FixedTransaction(Optional.of(InetAddress.ofLiteral(address)), Optional.empty());
    }

    /// An anonymous client of a UNIX socket.
    public static FixedTransaction fromUnixSocket() {
        return new FixedTransaction(Optional.empty(), Optional.empty());
    }

    /// The same client, logged in.
    public FixedTransaction as(String account) {
        return new FixedTransaction(clientIp, Optional.of(new Identity(account, "PLAIN")));
    }

    @Override
    public Session session() {
        return this;
    }

    @Override
    public String id() {
        return "test";
    }

    @Override
    public String listener() {
        return "test";
    }

    @Override
    public String hostname() {
        return "mail.example.org";
    }

    @Override
    public SocketAddress remote() {
        return clientIp.<SocketAddress>map(ip -> new InetSocketAddress(ip, 54321))
                .orElseGet(() -> UnixDomainSocketAddress.of("client"));
    }

    @Override
    public SocketAddress local() {
        return InetSocketAddress.createUnresolved("localhost", 25);
    }

    @Override
    public Optional<TlsFacts> tls() {
        return Optional.empty();
    }

    @Override
    public Optional<Greeting> greeting() {
        return Optional.empty();
    }

    @Override
    public ReversePath reversePath() {
        return ReversePath.NULL;
    }

    @Override
    public MailParameters parameters() {
        return MailParameters.NONE;
    }

    @Override
    public List<Recipient> recipients() {
        return List.of();
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public void report(Finding finding) {
        throw new UnsupportedOperationException("relay policies leave nothing behind");
    }

    @Override
    public List<Verdict> verdicts() {
        return List.of();
    }

    @Override
    public Tally tally() {
        return Tally.NONE;
    }

    @Override
    public <T> Optional<T> get(Attribute.OfSession<T> attribute) {
        return Optional.empty();
    }

    @Override
    public <T> void put(Attribute.OfSession<T> attribute, T value) {
        throw new UnsupportedOperationException("relay policies leave nothing behind");
    }

    @Override
    public <T> Optional<T> get(Attribute.OfTransaction<T> attribute) {
        return Optional.empty();
    }

    @Override
    public <T> void put(Attribute.OfTransaction<T> attribute, T value) {
        throw new UnsupportedOperationException("relay policies leave nothing behind");
    }
}
