package io.staffetta.ratelimit;

import io.staffetta.spi.Network;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// Who does what, as far as it is known.
///
/// @param account the client logged in to
record Subject(
        Session session,
        Optional<String> account,
        Optional<ReversePath> sender,
        Optional<Mailbox> recipient) {

    static Subject of(Session session) {
        return new Subject(
                session,
                session.identity().map(identity -> identity.account()),
                Optional.empty(),
                Optional.empty());
    }

    Subject as(String name) {
        return new Subject(session, Optional.of(name), sender, recipient);
    }

    Subject from(ReversePath path) {
        return new Subject(session, account, Optional.of(path), recipient);
    }

    Subject to(Mailbox mailbox) {
        return new Subject(session, account, sender, Optional.of(mailbox));
    }

    /// What a limit counts it by; empty if that is not known, or not yet.
    Optional<String> name(LimitSettings.By by, RateLimitSettings settings) {
        return switch (by) {
            case LISTENER -> Optional.of(session.listener());
            case ADDRESS -> session.clientIp().map(Subject::place);
            case NETWORK -> session.clientIp().map(address -> network(address, settings));
            case ACCOUNT -> account;
            case SENDER_DOMAIN -> sender.map(Subject::domain);
            case RECIPIENT -> recipient.map(mailbox -> mailbox.folded().toString());
        };
    }

    boolean isFor(LimitSettings.Clients clients, RateLimitSettings settings) {
        return switch (clients) {
            case ALL -> true;
            case AUTHENTICATED -> account.isPresent();
            case LOCAL -> account.isEmpty() && isLocal(settings);
            case STRANGERS -> account.isEmpty() && !isLocal(settings);
        };
    }

    boolean isExempt(RateLimitSettings settings) {
        return account.filter(settings.exemptAccounts()::contains).isPresent()
                || session.clientIp()
                        .filter(address ->
                                settings.exemptNetworks().stream()
                                        .anyMatch(network -> network.contains(address)))
                        .isPresent();
    }

    // A UNIX socket is of this machine.
    private boolean isLocal(RateLimitSettings settings) {
        return session.clientIp()
                .map(address ->
                        address.isLoopbackAddress()
                                || settings.localNetworks().stream()
                                        .anyMatch(network -> network.contains(address)))
                .orElse(true);
    }

    /// Who has an IPv6 address usually has 2^64 of them.
    private static String place(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : Network.of(address, 64).toString();
    }

    private static String network(InetAddress address, RateLimitSettings settings) {
        int prefix =
                address instanceof Inet4Address ? settings.ipv4Prefix() : settings.ipv6Prefix();
        return Network.of(address, prefix).toString();
    }

    private static String domain(ReversePath path) {
        return switch (path) {
            case ReversePath.Null _ -> "<>";
            case ReversePath.Sender(var mailbox) -> mailbox.domain().name();
        };
    }
}
