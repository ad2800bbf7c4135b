package io.staffetta.spi.hook;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.tls.TlsFacts;

import java.net.InetAddress;
import java.net.SocketAddress;
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

    /// A value left by a hook of this session.
    <T> Optional<T> get(Attribute.OfSession<T> attribute);

    /// Leaves a value for later hooks of this session; a hook must have declared that it writes it.
    <T> void put(Attribute.OfSession<T> attribute, T value);

    /// Whether nothing is really happening: an operator asks what would. A hook then decides as
    /// ever, but counts nothing and remembers nothing.
    default boolean isRehearsal() {
        return false;
    }
}
