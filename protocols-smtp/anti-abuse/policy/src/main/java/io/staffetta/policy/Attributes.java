package io.staffetta.policy;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Says all of a request that Postfix says, in the same order.
final class Attributes {

    /// The verified host name of the client, as the hook `fcrdns` leaves it.
    private static final Attribute.OfSession<String> CLIENT_HOSTNAME =
            new Attribute.OfSession<>("client.hostname", String.class);

    private final String context;
    private final String version;

    Attributes(String context, String version) {
        this.context = context;
        this.version = version;
    }

    Request request(Asked asked) {
        var session = asked.session();
        var name = session.get(CLIENT_HOSTNAME).filter(found -> !found.isEmpty());
        var request =
                new Request()
                        .with("request", "smtpd_access_policy")
                        .with("protocol_state", asked.state())
                        .with("protocol_name", protocol(session))
                        .with("client_address", client(session))
                        .with("client_name", name.orElse("unknown"))
                        .with("client_port", port(session.remote()))
                        .with("reverse_client_name", name.orElse("unknown"))
                        .with("server_address", address(session.local()))
                        .with("server_port", port(session.local()))
                        .with("helo_name", session.greeting().map(Greeting::name).orElse(""))
                        .with("sender", asked.sender().toString())
                        .with("recipient", asked.recipient())
                        .with("recipient_count", String.valueOf(asked.recipients()))
                        .with("queue_id", asked.queueId())
                        .with("instance", asked.instance())
                        .with("size", String.valueOf(asked.size()))
                        .with("etrn_domain", "")
                        .with("stress", "")
                        .with("sasl_method", session.identity().map(i -> i.mechanism()).orElse(""))
                        .with("sasl_username", session.identity().map(i -> i.account()).orElse(""))
                        .with("sasl_sender", "");
        TlsAttributes.add(request, session.tls());
        return request.with("policy_context", context)
                .with("compatibility_level", "")
                .with("mail_version", version);
    }

    private static String protocol(Session session) {
        return session.greeting()
                .map(greeting ->
                        switch (greeting.verb()) {
                            case HELO -> "SMTP";
                            case EHLO -> "ESMTP";
                            case LHLO -> "LMTP";
                        })
                .orElse("SMTP");
    }

    private static String client(Session session) {
        return session.clientIp().map(ip -> withoutZone(ip.getHostAddress())).orElse("");
    }

    private static String address(SocketAddress socket) {
        return socket instanceof InetSocketAddress inet && inet.getAddress() != null
                ? withoutZone(inet.getAddress().getHostAddress())
                : "";
    }

    private static String port(SocketAddress socket) {
        return socket instanceof InetSocketAddress inet ? String.valueOf(inet.getPort()) : "";
    }

    private static String withoutZone(String address) {
        int percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }
}
