package io.staffetta.tls.outbound.dane;

import io.staffetta.tls.outbound.dane.DaneSettings.Resolver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings as they arrive from the kernel: what is not written is missing.
record TestSettings(
        List<String> domains,
        List<String> except,
        List<String> mandatory,
        Resolver resolver,
        boolean remote,
        List<String> servers,
        Optional<Path> anchors,
        Duration deadline) {

    static TestSettings of(SignedZones zones) {
        return of(zones.server(), zones.anchors());
    }

    static TestSettings of(String server, Path anchors) {
        return new TestSettings(
                List.of(),
                List.of(),
                List.of(),
                null,
                false,
                List.of(server),
                Optional.of(anchors),
                null);
    }

    static TestSettings trusting(String... servers) {
        return new TestSettings(
                List.of(),
                List.of(),
                List.of(),
                Resolver.TRUST_AD,
                false,
                List.of(servers),
                Optional.empty(),
                null);
    }

    TestSettings domains(String... names) {
        return new TestSettings(
                List.of(names), except, mandatory, resolver, remote, servers, anchors, deadline);
    }

    TestSettings except(String... names) {
        return new TestSettings(
                domains, List.of(names), mandatory, resolver, remote, servers, anchors, deadline);
    }

    TestSettings mandatory(String... names) {
        return new TestSettings(
                domains, except, List.of(names), resolver, remote, servers, anchors, deadline);
    }

    TestSettings remote(boolean allowed) {
        return new TestSettings(
                domains, except, mandatory, resolver, allowed, servers, anchors, deadline);
    }

    TestSettings shippedAnchors() {
        return new TestSettings(
                domains, except, mandatory, resolver, remote, servers, Optional.empty(), deadline);
    }

    TestSettings deadline(Duration time) {
        return new TestSettings(
                domains, except, mandatory, resolver, remote, servers, anchors, time);
    }

    DaneSettings build() {
        return new DaneSettings(
                domains, except, mandatory, resolver, remote, servers, anchors, null, 0, deadline,
                0, null, null, null, null);
    }
}
