package io.staffetta.kernel.net;

import io.staffetta.spi.mail.Reply;

/// Why a connection never reaches its protocol.
enum Refusal {
    /// The listener has as many as it may.
    LISTENER_FULL("listener-full", 421, "4.7.0", "Too many connections, try again later"),

    /// The client has as many as it may.
    CLIENT_FULL(
            "client-full", 421, "4.7.0", "Too many connections from your address, try again later"),

    /// The listener serves trusted proxies only, and the peer is none.
    NO_PROXY("not-a-proxy", 554, "5.7.1", "This port is for proxies only"),

    /// A trusted proxy did not send a PROXY header.
    BAD_PROXY_HEADER("bad-proxy-header", 421, "4.3.0", "No valid PROXY header");

    private final String label;
    private final int code;
    private final String status;
    private final String text;

    Refusal(String label, int code, String status, String text) {
        this.label = label;
        this.code = code;
        this.status = status;
        this.text = text;
    }

    String label() {
        return label;
    }

    Reply reply() {
        return Reply.of(code, status, text);
    }
}
