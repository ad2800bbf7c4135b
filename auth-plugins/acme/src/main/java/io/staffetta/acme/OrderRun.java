package io.staffetta.acme;

import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings one order from its beginning, or from where it was left, to a file (RFC 8555 §7.4).
///
/// @param folder of the orders that are under way
record OrderRun(
        Login login,
        URI directory,
        Path folder,
        Wanted wanted,
        AnswersFactory answers,
        Polling polling) {

    private static final Logger log = LoggerFactory.getLogger(OrderRun.class);

    /// Opens what answers challenges.
    interface AnswersFactory {
        Answers open() throws IOException;
    }

    /// @param replaced certificate to be replaced, if the authority wants to know (RFC 9773 §5)
    X509Certificate obtain(Optional<X509Certificate> replaced)
            throws AcmeException, IOException, InterruptedException, OrderFailure {
        var begun = PendingOrder.of(folder, directory, wanted).filter(this::isAlive);
        var pending = begun.isPresent() ? begun.get() : begin(replaced);
        var order = login.bindOrder(pending.location());
        try {
            complete(order, pending);
            return save(order, pending);
        } catch (AcmeRateLimitedException e) {
            throw e;
        } catch (AcmeServerException e) {
            PendingOrder.forget(folder, wanted);
            throw e;
        } catch (OrderFailure e) {
            // An order that is late twice is stuck.
            if (!e.isLate() || begun.isPresent()) {
                PendingOrder.forget(folder, wanted);
            }
            throw e;
        }
    }

    private boolean isAlive(PendingOrder pending) {
        try {
            var order = login.bindOrder(pending.location());
            order.fetch();
            var alive = order.getStatus() != Status.INVALID;
            log.atInfo()
                    .addKeyValue("certificate", wanted.id())
                    .addKeyValue("order", pending.location())
                    .addKeyValue("status", order.getStatus())
                    .log(alive ? "acme: order resumed" : "acme: order begun before is void");
            return alive;
        } catch (AcmeException e) {
            log.atInfo()
                    .addKeyValue("certificate", wanted.id())
                    .addKeyValue("error", FailureText.of(e))
                    .log("acme: order begun before cannot be resumed");
            return false;
        }
    }

    private PendingOrder begin(Optional<X509Certificate> replaced)
            throws AcmeException, IOException {
        var builder = login.newOrder().domains(wanted.names());
        replaced.ifPresent(builder::replaces);
        var order = builder.create();
        var pending = new PendingOrder(order.getLocation(), wanted.keyType().generate());
        pending.save(folder, directory, wanted);
        return pending;
    }

    private void complete(Order order, PendingOrder pending)
            throws AcmeException, IOException, InterruptedException, OrderFailure {
        order.fetch();
        if (order.getStatus() == Status.PENDING) {
            authorize(order);
        }
        var status = polling.settled(order, "the order");
        if (status == Status.READY) {
            order.execute(pending.key());
            status =
                    polling.outOf(
                            Set.of(Status.PENDING, Status.READY, Status.PROCESSING),
                            order,
                            "the certificate");
        }
        if (status != Status.VALID) {
            throw new OrderFailure(
                    order.getError().map(FailureText::of).orElse("the order is " + status));
        }
    }

    private void authorize(Order order)
            throws AcmeException, IOException, InterruptedException, OrderFailure {
        var open = new ArrayList<Authorization>();
        for (var authorization : order.getAuthorizations()) {
            authorization.fetch();
            if (authorization.getStatus() != Status.VALID) {
                open.add(authorization);
            }
        }
        if (open.isEmpty()) {
            return;
        }
        try (var ready = answers.open()) {
            var challenges = new ArrayList<Challenge>();
            for (var authorization : open) {
                challenges.add(ready.prepare(authorization));
            }
            polling.pause(ready.delay(), "dns-delay");
            for (var challenge : challenges) {
                if (challenge.getStatus() == Status.PENDING) {
                    challenge.trigger();
                }
            }
            for (var authorization : open) {
                await(authorization);
            }
        }
    }

    private void await(Authorization authorization)
            throws AcmeException, InterruptedException, OrderFailure {
        var name = authorization.getIdentifier().getValue();
        var status = polling.settled(authorization, "the challenge for " + name);
        if (status != Status.VALID) {
            throw new OrderFailure(
                    name
                            + ": "
                            + authorization.getChallenges().stream()
                                    .flatMap(challenge -> challenge.getError().stream())
                                    .map(FailureText::of)
                                    .findFirst()
                                    .orElse("the authorization is " + status));
        }
    }

    private X509Certificate save(Order order, PendingOrder pending)
            throws AcmeException, IOException, OrderFailure {
        var certificate = order.getCertificate();
        certificate.download();
        var chain = certificate.getCertificateChain();
        try {
            check(chain, pending);
            OwnerFile.write(wanted.file(), Pem.chainAndKey(chain, pending.key().getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new OrderFailure("the authority sent an unusable certificate", e);
        }
        PendingOrder.forget(folder, wanted);
        return chain.getFirst();
    }

    private void check(List<X509Certificate> chain, PendingOrder pending)
            throws GeneralSecurityException, OrderFailure {
        var leaf = chain.getFirst();
        if (!leaf.getPublicKey().equals(pending.key().getPublic())
                || !Present.namesOf(leaf).containsAll(new HashSet<>(wanted.names()))) {
            throw new OrderFailure("the authority sent a certificate for another key or name");
        }
    }
}
