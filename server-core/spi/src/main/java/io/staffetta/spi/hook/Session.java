package io.staffetta.spi.hook;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.tls.TlsFacts;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a hook may see of a session: a view, which only the kernel changes. Read it during the call
/// it was passed to, on that call's thread; keep nothing of it afterwards.
public interface Session {

    /// Unique among all sessions of the server's life; letters and digits, in every log line.
    String id();

    /// Name of the listener.
    String listener();

    /// Name the server goes by.
    String hostname();

    /// The client's address: of a PROXY header if a trusted proxy sent one.
    SocketAddress remote();

    /// The address the client connected to.
    SocketAddress local();

    /// The client's IP address; empty on a UNIX socket.
    Optional<InetAddress> clientIp();

    /// What is known of TLS; empty while in clear.
    Optional<TlsFacts> tls();

    /// The client's greeting; empty before it, and again after STARTTLS.
    Optional<Greeting> greeting();

    /// Who the client proved to be.
    Optional<Identity> identity();

    /// Id of the transaction under way; in phase `mail` of the one that begins if the sender is
    /// accepted.
    default Optional<String> transaction() {
        return Optional.empty();
    }

    /// A value left by a hook of this session.
    <T> Optional<T> get(Attribute.OfSession<T> attribute);

    /// Leaves a value for later hooks of this session; a hook must have declared that it writes it.
    <T> void put(Attribute.OfSession<T> attribute, T value);

    /// What hooks of this session found so far, in order.
    List<Finding> findings();

    /// Writes a finding down; it lives as long as the session's attributes do.
    void report(Finding finding);

    /// What the client has done so far.
    Tally tally();

    /// Waits whether the client talks before it was spoken to. Of use in the phase `connect` only;
    /// what it says is not lost. Ends early if the server stops.
    ///
    /// @param patience how long to wait, more than zero
    /// @return whether something has come; always false where TLS began with the first octet
    /// @throws InterruptedException if the call has missed its deadline
    default boolean talksWithin(Duration patience) throws InterruptedException {
        return false;
    }

    /// Keeps the client waiting: returns after that time, or at once if the server stops or the
    /// connection is closed meanwhile, in a rehearsal, and where the hook is only observed.
    ///
    /// @param time more than zero, and less than what the hook's deadline leaves
    /// @throws InterruptedException if the call has missed its deadline
    default void pause(Duration time) throws InterruptedException {}

    /// Whether nothing is really happening: an operator asks what would. A hook then decides as
    /// ever, but counts nothing and remembers nothing.
    default boolean isRehearsal() {
        return false;
    }
}
