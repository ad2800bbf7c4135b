package io.staffetta.spi.auth;

import io.staffetta.spi.Component;

import java.util.List;

/// A SASL mechanism (RFC 4422), protocol-neutral: it sees decoded octets only.
public interface SaslMechanism extends Component {

    /// The registered name, upper case, such as `SCRAM-SHA-256`.
    String name();

    /// All mechanisms this component brings, in the order they are announced, such as a `-PLUS`
    /// form and the plain one; they share its life and its settings. Itself alone by default.
    default List<SaslMechanism> forms() {
        return List.of(this);
    }

    /// Whether a listener on the wire could read the password. Such a mechanism is neither
    /// announced nor accepted without TLS unless the listener says so.
    boolean exposesPassword();

    /// Whether the mechanism can work in this context; `EXTERNAL` needs a client certificate, a
    /// `-PLUS` form needs channel binding. What is unavailable is neither announced nor accepted.
    default boolean isAvailable(SaslContext context) {
        return true;
    }

    /// Begins an exchange, which is used by one thread.
    SaslExchange start(SaslContext context);
}
