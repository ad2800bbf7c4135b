package io.staffetta.remote.dns;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// DNS settings for tests.
///
/// @param servers to ask
record TestSettings(
        List<String> servers,
        Duration timeout,
        Duration deadline,
        AddressFamily family,
        int maxHosts,
        int maxAddresses,
        boolean allowLoopback,
        Path hostsFile) {

    /// Waits that tests can afford, with a server that never fails to answer.
    static TestSettings of(String... servers) {
        return new TestSettings(
                List.of(servers),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                AddressFamily.ANY,
                0,
                0,
                false,
                Path.of("/does-not-exist"));
    }

    /// For servers that do not answer.
    TestSettings impatient() {
        return new TestSettings(
                servers,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                family,
                maxHosts,
                maxAddresses,
                allowLoopback,
                hostsFile);
    }

    TestSettings only(AddressFamily chosen) {
        return new TestSettings(
                servers,
                timeout,
                deadline,
                chosen,
                maxHosts,
                maxAddresses,
                allowLoopback,
                hostsFile);
    }

    TestSettings atMost(int hosts, int addresses) {
        return new TestSettings(
                servers, timeout, deadline, family, hosts, addresses, allowLoopback, hostsFile);
    }

    TestSettings withLoopback() {
        return new TestSettings(
                servers, timeout, deadline, family, maxHosts, maxAddresses, true, hostsFile);
    }

    TestSettings withHosts(Path file) {
        return new TestSettings(
                servers, timeout, deadline, family, maxHosts, maxAddresses, allowLoopback, file);
    }

    DnsSettings build() {
        var defaults = DnsSettings.DEFAULTS;
        return new DnsSettings(
                servers,
                timeout,
                0,
                deadline,
                0,
                defaults.minTtl(),
                defaults.maxTtl(),
                defaults.negativeTtl(),
                defaults.failureTtl(),
                family,
                maxHosts,
                maxAddresses,
                allowLoopback,
                hostsFile);
    }
}
