package io.staffetta.spi.protocol;

import io.staffetta.spi.Component;
import io.staffetta.spi.mail.Reply;

import java.io.IOException;

/// Speaks with clients. One instance for each listener, created from the listener's child elements.
public interface Protocol extends Component {

    /// Serves one connection to its end. Runs on a virtual thread of that connection, which calls
    /// every method of `connection` and `intake`. Returning or throwing closes the connection; an
    /// [IOException] is an expected end, anything else is logged with its stack trace after the
    /// client was told `421 4.3.0`.
    void serve(Connection connection, Intake intake) throws IOException;

    /// Whether clients of this protocol must authenticate before MAIL unless the listener's `auth`
    /// attribute says otherwise.
    AuthUse defaultAuth();

    /// The octets that tell a client it cannot be served now, for a connection that never reaches
    /// [#serve] (too many connections, shutting down).
    default byte[] busy(Reply reply) {
        return reply.encode();
    }

    /// What AUTH is to a listener.
    enum AuthUse {
        /// Neither announced nor accepted.
        NONE,
        /// Announced, and sending without it is possible.
        OFFERED,
        /// `530 5.7.0` to MAIL without it.
        REQUIRED
    }
}
