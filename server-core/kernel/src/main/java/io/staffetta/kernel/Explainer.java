package io.staffetta.kernel;

import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.admin.Explanation;
import io.staffetta.kernel.session.Rehearsal;
import io.staffetta.kernel.session.Steps;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// Says what would happen to a message: a session is rehearsed, then every way that its recipient
/// leads is followed up to the transport.
///
/// @param network whose listeners are asked
/// @param generation leased for as long as this is used
record Explainer(Network network, Generation generation) {

    private static final int NO_PORT = 0;

    Explanation explain(ExplainRequest request) {
        var service = service(request);
        var sender = request.from().equals("<>") ? "" : request.from();
        var script =
                new Rehearsal.Script(
                        ReversePath.parse(sender),
                        Mailbox.parse(request.to()),
                        new InetSocketAddress(client(request), NO_PORT),
                        address(service),
                        request.account());
        var steps = new Steps();
        var end =
                Rehearsal.play(
                        service.policy(),
                        network.services(),
                        service.tls().terms(service.name()),
                        script,
                        steps);
        var verdict =
                switch (end) {
                    case Rehearsal.Refused(var reply) -> "would be refused: " + reply;
                    case Rehearsal.Accepted(var envelope) ->
                            "would be accepted and "
                                    + new DeliveryExplainer(
                                                    generation,
                                                    envelope,
                                                    network.services().runner(),
                                                    steps)
                                            .explain();
                };
        return new Explanation(
                verdict,
                steps.list().stream()
                        .map(step ->
                                new Explanation.Step(
                                        step.phase(), step.by(), step.result(), step.detail()))
                        .toList());
    }

    private ListenerService service(ExplainRequest request) {
        if (request.listener().isPresent()) {
            var name = request.listener().get();
            return generation
                    .service(name)
                    .orElseThrow(() ->
                            new IllegalArgumentException("there is no listener '" + name + "'"));
        }
        return request.account().isPresent()
                ? first(use -> use == Protocol.AuthUse.REQUIRED)
                        .or(() -> first(use -> use == Protocol.AuthUse.OFFERED))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no listener lets anybody log in: leave the account out"))
                : first(use -> use != Protocol.AuthUse.REQUIRED)
                        .or(() -> first(_ -> true))
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no listener at all"));
    }

    /// The first listener, as written, where AUTH is that.
    private Optional<ListenerService> first(Predicate<Protocol.AuthUse> use) {
        return generation.plan().listeners().stream()
                .flatMap(listener -> generation.service(listener.config().name()).stream())
                .filter(service -> use.test(service.policy().authUse()))
                .findFirst();
    }

    private static InetAddress client(ExplainRequest request) {
        return request.clientIp()
                .map(text -> {
                    try {
                        return InetAddress.ofLiteral(text);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "'%s' is not an IP address".formatted(text), e);
                    }
                })
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private SocketAddress address(ListenerService service) {
        return network.listeners()
                .boundAddress(service.name())
                .orElseGet(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), NO_PORT));
    }
}
