package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.tls.TlsFacts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/// What is known of a session at one moment.
///
/// @param transaction id of the transaction under way, or of the one that MAIL is to begin
/// @param tally what the client has done so far
/// @param rehearsal whether nothing is really happening
record SessionFacts(
        String id,
        String listener,
        String hostname,
        SocketAddress remote,
        SocketAddress local,
        Optional<TlsFacts> tls,
        Optional<Greeting> greeting,
        Optional<Identity> identity,
        Optional<String> transaction,
        Attributes attributes,
        Tally tally,
        boolean rehearsal) {

    /// The client's IP address; empty on a UNIX socket.
    Optional<InetAddress> clientIp() {
        return remote instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }

    /// RFC 3207 §4.2: nothing the client said in clear is kept.
    ///
    /// @param ofConnection what hooks left before the client said anything
    SessionFacts secured(Optional<TlsFacts> facts, Attributes ofConnection) {
        return new SessionFacts(
                id,
                listener,
                hostname,
                remote,
                local,
                facts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ofConnection,
                tally,
                rehearsal);
    }

    SessionFacts with(Greeting said) {
        return new SessionFacts(
                id,
                listener,
                hostname,
                remote,
                local,
                tls,
                Optional.of(said),
                identity,
                transaction,
                attributes,
                tally,
                rehearsal);
    }

    SessionFacts with(Optional<Identity> proved) {
        return new SessionFacts(
                id,
                listener,
                hostname,
                remote,
                local,
                tls,
                greeting,
                proved,
                transaction,
                attributes,
                tally,
                rehearsal);
    }

    SessionFacts with(Attributes left) {
        return new SessionFacts(
                id,
                listener,
                hostname,
                remote,
                local,
                tls,
                greeting,
                identity,
                transaction,
                left,
                tally,
                rehearsal);
    }

    SessionFacts with(Tally counted) {
        return new SessionFacts(
                id,
                listener,
                hostname,
                remote,
                local,
                tls,
                greeting,
                identity,
                transaction,
                attributes,
                counted,
                rehearsal);
    }

    SessionFacts in(Optional<String> begun) {
        return new SessionFacts(
                id,
                listener,
                hostname,
                remote,
                local,
                tls,
                greeting,
                identity,
                begun,
                attributes,
                tally,
                rehearsal);
    }
}
