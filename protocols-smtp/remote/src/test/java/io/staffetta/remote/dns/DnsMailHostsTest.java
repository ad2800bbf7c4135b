package io.staffetta.remote.dns;

import static io.staffetta.remote.dns.MailHostsAssertions.addresses;
import static io.staffetta.remote.dns.MailHostsAssertions.assertFails;
import static io.staffetta.remote.dns.MailHostsAssertions.domain;
import static io.staffetta.remote.dns.MailHostsAssertions.host;
import static io.staffetta.remote.dns.MailHostsAssertions.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.Await;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

class DnsMailHostsTest {

    private final TestDns dns = TestDns.start();
    private final TestSettings settings = TestSettings.of(dns.server());
    private final MailHosts hosts = with(settings);

    @AfterEach
    void close() {
        dns.close();
    }

    private static DnsMailHosts with(TestSettings settings) {
        return new DnsMailHosts(settings.build(), TestServerFacts.NOBODY);
    }

    @Test
    void exchangersAreSortedByPreference() throws LookupFailure {
        dns.add("example.org", "MX", "20 b.example.org.")
                .add("example.org", "MX", "10 A.example.org.")
                .add("example.org", "MX", "30 c.example.org.")
                .add("a.example.org", "A", "192.0.2.1")
                .add("b.example.org", "A", "192.0.2.2")
                .add("c.example.org", "AAAA", "2001:db8::3");

        var found = hosts.find(domain("example.org"));

        assertThat(names(found)).containsExactly("a.example.org", "b.example.org", "c.example.org");
        assertThat(found).extracting(MailHost::preference).containsExactly(10, 20, 30);
        assertThat(found).allMatch(MailHost::mx).allMatch(host -> host.port() == 25);
        assertThat(addresses(found.getLast())).containsExactly("2001:db8:0:0:0:0:0:3");
    }

    @Test
    void equalPreferencesAreShuffled() throws LookupFailure {
        for (int i = 1; i <= 4; i++) {
            dns.add("example.org", "MX", "10 mx" + i + ".example.org.")
                    .add("mx" + i + ".example.org", "A", "192.0.2." + i);
        }
        dns.add("example.org", "MX", "5 best.example.org.")
                .add("best.example.org", "A", "192.0.2.9");

        var orders = new HashSet<List<String>>();
        for (int i = 0; i < 1000; i++) {
            orders.add(names(hosts.find(domain("example.org"))));
        }

        assertThat(orders).hasSize(24).allMatch(order -> order.getFirst().startsWith("best"));
    }

    @Test
    void addressesOfBothFamiliesTakeTurns() throws LookupFailure {
        dns.add("example.org", "MX", "10 mx.example.org.")
                .add("mx.example.org", "A", "192.0.2.1")
                .add("mx.example.org", "A", "192.0.2.2")
                .add("mx.example.org", "A", "192.0.2.3")
                .add("mx.example.org", "AAAA", "2001:db8::1")
                .add("mx.example.org", "AAAA", "2001:db8::2");

        var found = addresses(hosts.find(domain("example.org")).getFirst());

        assertThat(found.stream().map(text -> text.contains(":") ? 6 : 4))
                .containsExactly(6, 4, 6, 4, 4);
        assertThat(
                        addresses(
                                with(settings.only(AddressFamily.IPV4))
                                        .find(domain("example.org"))
                                        .getFirst()))
                .hasSize(3)
                .allMatch(text -> !text.contains(":"));
        assertThat(
                        addresses(
                                with(settings.only(AddressFamily.IPV6))
                                        .find(domain("example.org"))
                                        .getFirst()))
                .hasSize(2)
                .allMatch(text -> text.contains(":"));
    }

    @Test
    void aDomainWithoutExchangersIsItsOwn() throws LookupFailure {
        dns.add("example.org", "A", "192.0.2.1");

        var found = hosts.find(domain("example.org"));

        assertThat(names(found)).containsExactly("example.org");
        assertThat(found.getFirst().mx()).isFalse();
        assertThat(found.getFirst().preference()).isZero();
    }

    @Test
    void nullMxTakesNoMail() {
        dns.add("example.org", "MX", "0 .").add("example.org", "A", "192.0.2.1");

        assertFails(hosts, domain("example.org"), "5.1.10", "null MX");
    }

    @Test
    void nullMxBesideOthersIsPassedOver() throws LookupFailure {
        dns.add("example.org", "MX", "0 .")
                .add("example.org", "MX", "10 mx.example.org.")
                .add("mx.example.org", "A", "192.0.2.1");

        assertThat(names(hosts.find(domain("example.org")))).containsExactly("mx.example.org");
    }

    @Test
    void aDomainThatDoesNotExistFailsForGood() {
        assertFails(hosts, domain("nowhere.example"), "5.1.2", "nowhere.example does not exist");
    }

    @Test
    void aDomainThatHasOtherRecordsOnlyFailsForGood() {
        dns.add("example.org", "TXT", "hello");

        assertFails(hosts, domain("example.org"), "5.4.4", "neither");
    }

    @Test
    void exchangersWithoutAddressesFailForGood() {
        dns.add("example.org", "MX", "10 gone.example.org.")
                .add("example.org", "MX", "20 text.example.org.")
                .add("text.example.org", "TXT", "hello");

        assertFails(hosts, domain("example.org"), "5.4.4", "no MX host of example.org");
    }

    @Test
    void exchangersWhoseAddressesCannotBeFoundOutNowFailForNow() {
        dns.add("example.org", "MX", "10 gone.example.org.")
                .add("example.org", "MX", "20 broken.example.org.")
                .fault("broken.example.org", TestDnsFault.SERVFAIL);

        assertFails(hosts, domain("example.org"), "4.4.3", "broken.example.org AAAA");
    }

    @Test
    void oneExchangerThatCanBeFoundIsEnough() throws LookupFailure {
        dns.add("example.org", "MX", "10 broken.example.org.")
                .add("example.org", "MX", "20 mx.example.org.")
                .add("mx.example.org", "A", "192.0.2.1")
                .fault("broken.example.org", TestDnsFault.SERVFAIL);

        assertThat(names(hosts.find(domain("example.org")))).containsExactly("mx.example.org");
    }

    @Test
    void aliasesAreFollowed() throws LookupFailure {
        dns.add("alias.example", "CNAME", "example.org.")
                .add("example.org", "MX", "10 mail.example.org.")
                .add("mail.example.org", "CNAME", "host.example.org.")
                .add("host.example.org", "A", "192.0.2.1");

        var found = hosts.find(domain("alias.example"));

        assertThat(names(found)).containsExactly("mail.example.org");
        assertThat(addresses(found.getFirst())).containsExactly("192.0.2.1");
    }

    @Test
    void anAliasOfWhatDoesNotExistFailsForGood() {
        dns.add("alias.example", "CNAME", "nowhere.example.");

        assertFails(hosts, domain("alias.example"), "5.1.2", "alias.example");
    }

    @Test
    void aliasesInACircleFailForNow() {
        dns.add("a.example", "CNAME", "b.example.").add("b.example", "CNAME", "a.example.");

        assertFails(hosts, domain("a.example"), "4.4.3", "circle");
    }

    @Test
    void aliasesWithoutEndFailForNow() {
        dns.fault("maze.example", TestDnsFault.ENDLESS_ALIASES);

        assertFails(hosts, domain("maze.example"), "4.4.3", "more than 12 aliases");
        assertThat(dns.queries()).isLessThan(20);
    }

    @Test
    void exchangersThatAreNoHostNamesArePassedOver() throws LookupFailure {
        dns.add("example.org", "MX", "10 192.0.2.7.")
                .add("example.org", "MX", "15 bad\\032name.example.org.")
                .add("example.org", "MX", "20 mx.example.org.")
                .add("mx.example.org", "A", "192.0.2.1")
                .add("other.example", "MX", "10 192.0.2.7.");

        assertThat(names(hosts.find(domain("example.org")))).containsExactly("mx.example.org");
        assertFails(hosts, domain("other.example"), "5.4.4", "cannot be one");
    }

    @Test
    void onlySoManyHostsAndAddressesAreConsidered() throws LookupFailure {
        IntStream.rangeClosed(1, 9)
                .forEach(i -> {
                    dns.add("example.org", "MX", i + " mx" + i + ".example.org.");
                    for (int k = 1; k <= 4; k++) {
                        dns.add("mx" + i + ".example.org", "A", "192.0.2." + (10 * i + k));
                    }
                });

        var found = with(settings.atMost(3, 10)).find(domain("example.org"));

        assertThat(found).extracting(host -> host.addresses().size()).containsExactly(4, 4, 2);
        assertThat(dns.queries("mx4.example.org", "A")).isZero();
    }

    @Test
    void aNamedHostHasItsAddressesOnly() throws LookupFailure {
        dns.add("relay.example", "MX", "10 mx.example.org.")
                .add("mx.example.org", "A", "192.0.2.1")
                .add("relay.example", "A", "192.0.2.2");

        var found = hosts.find(new Destination("relay.example", 587, false));

        assertThat(found)
                .singleElement()
                .satisfies(host -> assertThat(addresses(host)).containsExactly("192.0.2.2"))
                .satisfies(host -> assertThat(host.port()).isEqualTo(587));
        assertThat(dns.queries("relay.example", "MX")).isZero();
    }

    @Test
    void aNamedHostThatIsNotThereIsAMistakeOfTheConfiguration() {
        assertFails(hosts, host("relay.example"), "4.3.5", "relay.example does not exist");
        assertFails(hosts, host("relay.example").untrusted(), "5.1.2", "does not exist");
    }

    @Test
    void aNamedHostMayStandInTheHostsFile(@TempDir Path folder) throws Exception {
        var file = folder.resolve("hosts");
        Files.writeString(file, "127.0.0.9 relay.example\n2001:db8::9 relay.example\n");
        dns.add("relay.example", "MX", "10 relay.example.").add("relay.example", "A", "192.0.2.1");
        var withFile = with(settings.withHosts(file));

        assertThat(addresses(withFile.find(host("relay.example")).getFirst()))
                .containsExactly("2001:db8:0:0:0:0:0:9", "127.0.0.9");
        assertThat(addresses(withFile.find(domain("relay.example")).getFirst()))
                .containsExactly("192.0.2.1");
    }

    @Test
    void localhostNeedsNoDns() throws LookupFailure {
        assertThat(addresses(hosts.find(host("localhost")).getFirst()))
                .containsExactly("0:0:0:0:0:0:0:1", "127.0.0.1");
        assertThat(dns.queries()).isZero();
    }

    @Test
    void addressesNeedNoDns() throws LookupFailure {
        var four = hosts.find(Destination.parse("[192.0.2.7]:24", 25)).getFirst();
        var six = hosts.find(Destination.parse("[IPv6:2001:db8::7]", 25)).getFirst();

        assertThat(four.name()).isEqualTo("[192.0.2.7]");
        assertThat(four.port()).isEqualTo(24);
        assertThat(addresses(four)).containsExactly("192.0.2.7");
        assertThat(addresses(six)).containsExactly("2001:db8:0:0:0:0:0:7");
        assertThat(dns.queries()).isZero();
    }

    @Test
    void aNameOfDigitsIsNoAddress() {
        assertFails(hosts, domain("2130706433"), "5.1.2", "does not exist");
    }

    @Test
    void namesTooLongForDnsDoNotExist() {
        assertFails(hosts, domain("a.".repeat(127) + "b"), "5.1.2", "cannot be a name");
    }

    @Test
    void aFamilyThatIsNotUsedIsNotAskedFor() {
        dns.add("six.example", "AAAA", "2001:db8::1");
        var four = with(settings.only(AddressFamily.IPV4));

        assertFails(four, domain("six.example"), "5.4.4", "neither");
        assertFails(four, host("nowhere.example").untrusted(), "5.1.2", "does not exist");
        assertThat(dns.queries("six.example", "AAAA")).isZero();
    }

    @Test
    void anInterruptEndsASearch() throws Exception {
        dns.add("example.org", "MX", "10 mx.example.org.")
                .fault("mx.example.org", TestDnsFault.SILENCE);
        var interrupted = new AtomicBoolean();
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            assertFails(hosts, domain("example.org"), "4.4.3", "interrupted");
                            interrupted.set(Thread.currentThread().isInterrupted());
                        });
        Await.until(() -> dns.queries("mx.example.org", "A") > 0);
        thread.interrupt();

        thread.join();
        assertThat(dns.queries("mx.example.org", "A")).as("no second attempt").isEqualTo(1);
        assertThat(interrupted).isTrue();
    }

    @Test
    void explanationNamesEveryHost() {
        dns.add("example.org", "MX", "10 mx.example.org.")
                .add("example.org", "MX", "20 us.example.net.")
                .add("example.org", "MX", "30 late.example.org.")
                .add("mx.example.org", "A", "192.0.2.1")
                .add("mx.example.org", "A", "127.0.0.1")
                .add("us.example.net", "A", "192.0.2.2");

        var lines = with(settings).explain(domain("example.org"));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("MX 10 mx.example.org: ")
                .contains("[192.0.2.1]")
                .contains("[127.0.0.1] (refused)");
        assertThat(lines.get(1)).isEqualTo("MX 20 us.example.net (this server): [192.0.2.2]");
        assertThat(lines.get(2))
                .isEqualTo(
                        "MX 30 late.example.org: no address (passed over: no better than this"
                                + " server)");
        assertThat(with(settings).explain(domain("nowhere.example")))
                .containsExactly("5.1.2 the domain nowhere.example does not exist");
    }
}
