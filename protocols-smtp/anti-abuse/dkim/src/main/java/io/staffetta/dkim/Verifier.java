package io.staffetta.dkim;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.mail.Content;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Verifies signatures (RFC 6376 §6). Used by many threads.
final class Verifier {

    private final DkimSettings settings;
    private final Dns dns;
    private final InstantSource clock;

    Verifier(DkimSettings settings, Dns dns, InstantSource clock) {
        this.settings = settings;
        this.dns = dns;
        this.clock = clock;
    }

    /// A signature on its way.
    private sealed interface Step {

        /// The header section is as it was signed; what is left is the body.
        record Header(Claim claim, DkimSignature signature, KeyRecord key) implements Step {}

        /// There is nothing more to find out.
        record Done(Verified verified) implements Step {}
    }

    /// Verifies the signatures of a message, those of its authors first; beyond the most that are
    /// looked at, none.
    List<Verified> verify(HeaderFields header, Authors authors, Content body) throws IOException {
        var keys =
                new PublicKeys(
                        dns.within(settings.dnsTimeout()),
                        settings.keyLimits(),
                        settings.maxKeys());
        var steps = new ArrayList<Step>();
        nearest(header, authors).forEach(claim -> steps.add(header(claim, header, keys)));
        var kinds =
                steps.stream()
                        .filter(Step.Header.class::isInstance)
                        .map(step -> ((Step.Header) step).signature().bodyKind())
                        .collect(Collectors.toSet());
        var hashes = BodyHash.of(body, kinds);
        return steps.stream().map(step -> body(step, hashes)).toList();
    }

    /// A signature, and how far its domain is from the authors.
    private record Ranked(Claim claim, int distance) {}

    private Stream<Claim> nearest(HeaderFields header, Authors authors) {
        var distance = authors.distance();
        return header.named(Claim.FIELD)
                .map(Claim::of)
                .map(claim -> new Ranked(claim, claim.domain().map(distance::applyAsInt).orElse(3)))
                .sorted(Comparator.comparingInt(Ranked::distance))
                .limit(settings.maxSignatures())
                .map(Ranked::claim);
    }

    private Step header(Claim claim, HeaderFields header, PublicKeys keys) {
        try {
            var signature = claim.signature();
            checkPolicy(signature);
            return signer(claim, signature, header, keys.find(signature));
        } catch (NotVerifiedException e) {
            return new Step.Done(new Verified(claim, e.result(), e.reason()));
        }
    }

    private void checkPolicy(DkimSignature signature) throws NotVerifiedException {
        if (signature.names().size() > settings.maxSignedHeaders()) {
            throw new NotVerifiedException(Result.POLICY, "signs too many header fields");
        }
        var now = clock.instant();
        var skew = settings.clockSkew();
        if (signature.expires().filter(end -> end.plus(skew).isBefore(now)).isPresent()) {
            throw new NotVerifiedException(Result.POLICY, "has expired");
        }
        if (signature.signed().filter(start -> start.minus(skew).isAfter(now)).isPresent()) {
            throw new NotVerifiedException(Result.POLICY, "was signed in the future");
        }
    }

    private static Step signer(
            Claim claim, DkimSignature signature, HeaderFields header, List<KeyRecord> keys) {
        byte[] octets = signature.signedOctets(header);
        for (var key : keys) {
            if (isGood(signature, key, octets)) {
                return new Step.Header(claim, signature, key);
            }
        }
        boolean testing = keys.stream().anyMatch(KeyRecord::testing);
        return failed(claim, testing, "the signature does not fit the header section");
    }

    private static boolean isGood(DkimSignature signature, KeyRecord key, byte[] octets) {
        try {
            return signature.algorithm().verify(key.key(), octets, signature.octets());
        } catch (GeneralSecurityException | RuntimeException _) {
            // A signature of the wrong length or a point that is not on the curve, for example.
            return false;
        }
    }

    private Verified body(Step step, Map<BodyHash.Kind, BodyHash> hashes) {
        return switch (step) {
            case Step.Done(var verified) -> verified;
            case Step.Header(var claim, var signature, var key) -> {
                var hash = hashes.get(signature.bodyKind());
                yield hash == null || !hash.base64().equals(signature.bodyHash())
                        ? failed(claim, key.testing(), "the body was changed").verified()
                        : passed(claim, signature, key, hash);
            }
        };
    }

    private Verified passed(Claim claim, DkimSignature signature, KeyRecord key, BodyHash hash) {
        long limit = signature.limit().orElse(hash.length());
        if (limit > hash.length()) {
            return failed(claim, key.testing(), "the body is shorter than l=").verified();
        }
        var part = "signs %d of %d octets of the body".formatted(limit, hash.length());
        if (limit < hash.length() && settings.partialBody() == PartialBody.POLICY) {
            return new Verified(claim, Result.POLICY, part);
        }
        var detail = key.testing() ? "the domain only tries DKIM" : "";
        return new Verified(claim, Result.PASS, limit < hash.length() ? part : detail);
    }

    /// A domain that only tries must not be worse off than one that does not sign (RFC 6376
    /// §3.6.1).
    private static Step.Done failed(Claim claim, boolean testing, String reason) {
        return new Step.Done(
                testing
                        ? new Verified(
                                claim, Result.NEUTRAL, reason + "; the domain only tries DKIM")
                        : new Verified(claim, Result.FAIL, reason));
    }
}
