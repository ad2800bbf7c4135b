package io.staffetta.spi.tls;

/// The server a connection is about to be made to.
///
/// @param destination what mail is routed to: the recipient's domain in lower-case A-labels, or the
///   host name of a route that names its hosts
/// @param host the server's name, lower-case A-labels: of an MX record, or as configured; an
///   address in brackets if it has no name
/// @param port 1 to 65535
/// @param mx whether `host` was learnt from an MX record of `destination`
public record NextHop(String destination, String host, int port, boolean mx) {}
