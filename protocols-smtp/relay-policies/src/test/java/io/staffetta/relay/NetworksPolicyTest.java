package io.staffetta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.relay.RelayPolicy;
import io.staffetta.testkit.FixedTransaction;
import io.staffetta.testkit.RelayPolicyContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class NetworksPolicyTest implements RelayPolicyContract {

    @Override
    public RelayPolicy policy() {
        return policy(false, "10.0.0.0/8", "2001:db8::/32");
    }

    @Override
    public Transaction permitted() {
        return FixedTransaction.from("10.1.2.3");
    }

    @Override
    public Transaction stranger() {
        return FixedTransaction.from("192.0.2.1").as("alice@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,        10.255.255.255,    true",
        "10.0.0.0/8,        11.0.0.0,          false",
        "10.0.0.0/8,        9.255.255.255,     false",
        "192.0.2.128/25,    192.0.2.128,       true",
        "192.0.2.128/25,    192.0.2.127,       false",
        "192.0.2.8/30,      192.0.2.11,        true",
        "192.0.2.8/30,      192.0.2.12,        false",
        "192.0.2.1,         192.0.2.1,         true",
        "192.0.2.1,         192.0.2.2,         false",
        "192.0.2.1/32,      192.0.2.1,         true",
        "0.0.0.0/0,         203.0.113.9,       true",
        "0.0.0.0/0,         2001:db8::1,       false",
        "10.0.0.0/8,        ::ffff:10.1.2.3,   true",
        "10.0.0.0/8,        ::10.1.2.3,        false",
        "2001:db8::/32,     2001:db8:ffff::1,  true",
        "2001:db8::/32,     2001:db9::,        false",
        "2001:db8::/33,     2001:db8:8000::,   false",
        "2001:DB8::1,       2001:db8:0::1,     true",
        "::1/128,           ::1,               true",
        "::1/128,           127.0.0.1,         false",
        "::/0,              2001:db8::1,       true",
    })
    void contains(String network, String client, boolean expected) {
        assertThat(permits(policy(false, network), FixedTransaction.from(client)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33       | network 10.0.0.0/33 needs a prefix between 0 and 32",
                "10.0.0.0/-1       | network 10.0.0.0/-1 needs a prefix between 0 and 32",
                "10.0.0.0/         | network 10.0.0.0/ needs a prefix between 0 and 32",
                "10.0.0.0/255.0.0.0| network 10.0.0.0/255.0.0.0 needs a prefix between 0 and 32",
                "2001:db8::/129    | network 2001:db8::/129 needs a prefix between 0 and 128",
                "10.1.0.0/8        | network 10.1.0.0/8 has bits set behind its prefix, did you"
                        + " mean 10.0.0.0/8?",
                "10.0.0/8          | network '10.0.0/8' is not an IP network such as 10.0.0.0/8 or"
                        + " 2001:db8::/32",
                "10.0.0.256        | network '10.0.0.256' is not an IP network such as 10.0.0.0/8"
                        + " or 2001:db8::/32",
                "localhost         | network 'localhost' is not an IP network such as 10.0.0.0/8"
                        + " or 2001:db8::/32",
                "fe80::1%eth0      | network 'fe80::1%eth0' is not an IP network such as"
                        + " 10.0.0.0/8 or 2001:db8::/32",
                "2001::db8::1      | network '2001::db8::1' is not an IP network such as"
                        + " 10.0.0.0/8 or 2001:db8::/32",
            })
    void refusesWhatIsNoNetwork(String network, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworksSettings(List.of(network), false))
                .withMessage(message);
    }

    @Test
    void anEmptyListIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworksSettings(null, false))
                .withMessageStartingWith("network is missing");
    }

    @Test
    void unixSocketsArePermittedOnlyWhenAskedFor() {
        assertThat(permits(policy(false, "0.0.0.0/0", "::/0"), FixedTransaction.fromUnixSocket()))
                .isFalse();
        assertThat(permits(policy(true), FixedTransaction.fromUnixSocket())).isTrue();
        assertThat(permits(policy(true), FixedTransaction.from("127.0.0.1"))).isFalse();
    }

    private static boolean permits(NetworksPolicy policy, Transaction transaction) {
        return policy.permits(Mailbox.parse("someone@elsewhere.example"), transaction);
    }

    private static NetworksPolicy policy(boolean unixSockets, String... networks) {
        return new NetworksPolicy(new NetworksSettings(List.of(networks), unixSockets));
    }
}
