package io.staffetta.remote.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/// What tests ask of [MailHosts].
final class MailHostsAssertions {

    private MailHostsAssertions() {}

    static Destination domain(String name) {
        return new Destination(name, 25, true);
    }

    static Destination host(String name) {
        return new Destination(name, 25, false);
    }

    static List<String> names(List<MailHost> hosts) {
        return hosts.stream().map(MailHost::name).toList();
    }

    static List<String> addresses(MailHost host) {
        return host.addresses().stream().map(InetAddress::getHostAddress).toList();
    }

    static void assertFails(
            MailHosts hosts, Destination destination, String status, String message) {
        var failure = catchThrowableOfType(LookupFailure.class, () -> hosts.find(destination));
        assertThat(failure).as("failure of %s", destination).isNotNull();
        assertThat(Objects.requireNonNull(failure).status()).hasToString(status);
        assertThat(failure).message().contains(message).doesNotContain("\n");
    }
}
