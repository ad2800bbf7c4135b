package io.staffetta.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.queue.Delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;

class PolicyHookTest {

    private static final String ALL = "<stages>connect helo mail rcpt data end-of-message</stages>";

    @Test
    void saysAllThatPostfixSays() throws Exception {
        try (var policy = PolicyServer.acting(_ -> "DUNNO");
                var mta = mta(policy, "<policy-context>first</policy-context>")) {
            assertThat(mta.rcpt("ann@example.org")).startsWith("250 ");

            assertThat(policy.requests)
                    .singleElement()
                    .extracting(text ->
                            text.replaceAll("(port|instance)=[0-9A-Za-z.]+", "$1=*")
                                    .replaceAll("mail_version=.*", "mail_version=*"))
                    .isEqualTo(
                            """
                            request=smtpd_access_policy
                            protocol_state=RCPT
                            protocol_name=ESMTP
                            client_address=127.0.0.1
                            client_name=unknown
                            client_port=*
                            reverse_client_name=unknown
                            server_address=127.0.0.1
                            server_port=*
                            helo_name=client.example
                            sender=bob@sender.example
                            recipient=ann@example.org
                            recipient_count=0
                            queue_id=
                            instance=*
                            size=0
                            etrn_domain=
                            stress=
                            sasl_method=
                            sasl_username=
                            sasl_sender=
                            ccert_subject=
                            ccert_issuer=
                            ccert_fingerprint=
                            ccert_pubkey_fingerprint=
                            encryption_protocol=
                            encryption_cipher=
                            encryption_keysize=0
                            tls_sni=
                            policy_context=first
                            compatibility_level=
                            mail_version=*

                            """);
        }
    }

    @Test
    void asksInEveryStageAndNamesTheMessage() throws Exception {
        try (var policy = PolicyServer.acting(_ -> "DUNNO");
                var mta = mta(policy, ALL);
                var client = mta.client()) {
            var message = "From: b@x.example\r\n\r\nText\r\n.";
            assertThat(client.say("EHLO c.example", "MAIL FROM:<a@x.example> SIZE=77"))
                    .startsWith("250 ");
            assertThat(client.say("RCPT TO:<ann@example.org>", "DATA", message)).startsWith("250 ");
            client.say("MAIL FROM:<>", "RCPT TO:<ann@example.org>");
            assertThat(client.say("RCPT TO:<carl@example.org>", "DATA", message))
                    .startsWith("250 ");

            assertThat(policy.values("protocol_state"))
                    .containsExactly(
                            "CONNECT",
                            "EHLO",
                            "MAIL",
                            "RCPT",
                            "DATA",
                            "END-OF-MESSAGE",
                            "MAIL",
                            "RCPT",
                            "RCPT",
                            "DATA",
                            "END-OF-MESSAGE");
            assertThat(policy.values("recipient_count"))
                    .containsExactly("0", "0", "0", "0", "1", "1", "0", "0", "0", "2", "2");
            assertThat(policy.values("recipient").subList(4, 6))
                    .containsExactly("ann@example.org", "ann@example.org");
            assertThat(policy.values("recipient").subList(9, 11)).containsExactly("", "");
            assertThat(policy.values("size").subList(2, 5)).containsExactly("77", "77", "77");
            assertThat(Integer.parseInt(policy.values("size").get(5))).isGreaterThan(25);
            assertThat(policy.values("queue_id").subList(0, 4)).containsOnly("");
            assertThat(policy.values("queue_id").subList(8, 11))
                    .doesNotContain("")
                    .allMatch(policy.values("queue_id").get(9)::equals);
            var instances = policy.values("instance");
            assertThat(new HashSet<>(instances.subList(2, 6))).hasSize(1);
            assertThat(new HashSet<>(instances.subList(6, 11))).hasSize(1);
            assertThat(instances.get(2)).isNotEqualTo(instances.get(6)).isNotEmpty();
            assertThat(policy.connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DUNNO                          | 250 2.1.5
                    dunno                          | 250 2.1.5
                    OK                             | 250 2.1.5
                    200                            | 250 2.1.5
                    WARN look at this              | 250 2.1.5
                    DEFER_IF_REJECT later          | 250 2.1.5
                    REJECT                         | 554 5.7.1 Access denied
                    REJECT 5.1.1 Who is that       | 554 5.1.1 Who is that
                    REJECT 4.1.1 Who is that       | 554 5.7.1 Who is that
                    DEFER                          | 450 4.7.1
                    DEFER_IF_PERMIT Greylisted     | 450 4.7.1 Greylisted
                    450 4.2.0 Greylisted           | 450 4.2.0 Greylisted
                    550 No                         | 550 5.7.1 No
                    421 4.7.0 Go away              | 421 4.7.0 Go away
                    521 Go away                    | 521 5.7.1 Go away
                    FILTER smtp:[127.0.0.1]        | 451 4.3.5
                    my_restriction_class           | 451 4.3.5
                    REDIRECT nobody                | 451 4.3.5
                    """)
    void everyActionIsUnderstood(String action, String reply) throws Exception {
        try (var policy = PolicyServer.acting(_ -> action);
                var mta = mta(policy, "")) {
            assertThat(mta.rcpt("ann@example.org")).startsWith(reply);
        }
        try (var policy = PolicyServer.acting(_ -> action);
                var mta = Mta.with(hook(policy, "", "mode='observe'"), new PolicyPlugin())) {
            assertThat(mta.rcpt("ann@example.org")).startsWith("250 2.1.5");
        }
    }

    @Test
    void okNeverOpensTheRelay() throws Exception {
        try (var policy = PolicyServer.acting(_ -> "OK");
                var mta = mta(policy, "<ok>accept</ok>")) {
            assertThat(mta.rcpt("carl@elsewhere.example")).startsWith("550 5.7.1");
            assertThat(mta.rcpt("nobody@example.org")).startsWith("550 5.1.1");
        }
    }

    @Test
    void refusesInEveryStage() throws Exception {
        try (var policy = PolicyServer.acting(s -> s.equals("CONNECT") ? "REJECT no" : "DUNNO");
                var mta = mta(policy, ALL);
                var client = mta.client()) {
            assertThat(client.greeting).startsWith("554");
        }
        refusesAt("EHLO", "EHLO client.example");
        refusesAt("MAIL", "MAIL FROM:<a@x.example>");
        refusesAt("DATA", "DATA");
        try (var policy =
                        PolicyServer.acting(s -> s.equals("END-OF-MESSAGE") ? "554 bad" : "DUNNO");
                var mta = mta(policy, ALL)) {
            assertThat(mta.send()).startsWith("554 5.7.1 bad");
            assertThat(mta.hasDelivered()).isFalse();
        }
    }

    private static void refusesAt(String state, String command) throws IOException {
        try (var policy = PolicyServer.acting(s -> s.equals(state) ? "550 5.7.9 no" : "DUNNO");
                var mta = mta(policy, ALL);
                var client = mta.client()) {
            for (var line :
                    new String[] {
                        "EHLO client.example",
                        "MAIL FROM:<a@x.example>",
                        "RCPT TO:<ann@example.org>",
                        "DATA"
                    }) {
                var reply = client.say(line);
                if (line.equals(command)) {
                    assertThat(reply).startsWith("550 5.7.9 no");
                    return;
                }
                assertThat(reply).startsWith("250");
            }
        }
    }

    @Test
    void prependsWhatEachStageWanted() throws Exception {
        try (var policy =
                        PolicyServer.acting(
                                s -> s.equals("CONNECT") ? "DUNNO" : "PREPEND X-" + s + ": yes");
                var mta = mta(policy, ALL)) {
            assertThat(mta.send()).startsWith("250 ");
            assertThat(text(mta.server.deliveries().getFirst()))
                    .contains("X-EHLO: yes\r\n", "X-MAIL: yes\r\n", "X-RCPT: yes\r\n")
                    .contains("X-END-OF-MESSAGE: yes\r\n");
        }
        try (var policy = PolicyServer.acting(_ -> "PREPEND X: yes");
                var mta = Mta.with(hook(policy, ALL, "mode='observe'"), new PolicyPlugin())) {
            assertThat(mta.send()).startsWith("250 ");
            assertThat(text(mta.server.deliveries().getFirst())).doesNotContain("X: yes");
        }
    }

    @Test
    void holdsDiscardsRedirectsAndCopies() throws Exception {
        assertThat(recipients("HOLD look")).isEmpty();
        assertThat(recipients("DISCARD spam")).isEmpty();
        assertThat(recipients("REDIRECT carl@example.org")).isEqualTo("carl@example.org");
        assertThat(recipients("BCC carl@example.org"))
                .isEqualTo("ann@example.org carl@example.org");
    }

    /// Who gets a message if the server says so at RCPT.
    private static String recipients(String action) throws IOException {
        try (var policy = PolicyServer.acting(_ -> action);
                var mta = mta(policy, "")) {
            assertThat(mta.send()).startsWith("250 ");
            return mta.server.deliveries().stream()
                    .flatMap(delivery -> delivery.envelope().recipients().stream())
                    .map(recipient -> recipient.mailbox().toString())
                    .distinct()
                    .sorted()
                    .reduce((one, other) -> one + " " + other)
                    .orElse("");
        }
    }

    @Test
    void speaksOverUnixSockets(@TempDir Path folder) throws Exception {
        try (var policy = PolicyServer.unix(folder.resolve("policy"), "550 5.7.1 unix");
                var mta = mta(policy, "")) {
            assertThat(mta.rcpt("ann@example.org")).startsWith("550 5.7.1 unix");
            assertThat(mta.rcpt("ann@example.org")).startsWith("550 5.7.1 unix");
            assertThat(policy.connections).hasValue(1);
        }
    }

    static Mta mta(PolicyServer policy, String settings) throws IOException {
        return Mta.with(hook(policy, settings, ""), new PolicyPlugin());
    }

    static String hook(PolicyServer policy, String settings, String attributes) throws IOException {
        return "<hook use='policy' %s><endpoint>%s</endpoint><retry-delay>0s</retry-delay>%s</hook>"
                .formatted(attributes, policy.endpoint(), settings);
    }

    private static String text(Delivery delivery) throws IOException {
        try (var in = delivery.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Otherwise mail that nobody objected to would be lost.
    @Test
    void whatIsSaidOfASenderHoldsForHisMailOnly() throws Exception {
        try (var policy =
                        PolicyServer.raw(request ->
                                "action=%s\n\n"
                                        .formatted(
                                                PolicyServer.value(request, "sender")
                                                                .startsWith("spam")
                                                        ? "DISCARD spam"
                                                        : "PREPEND X-Good: yes"));
                var mta = mta(policy, "<stages>mail</stages>");
                var client = mta.client()) {
            client.say("EHLO client.example", "MAIL FROM:<spam@sender.example>", "RSET");
            for (var sender : new String[] {"spam", "good", "fine"}) {
                assertThat(
                                client.say(
                                        "MAIL FROM:<" + sender + "@sender.example>",
                                        "RCPT TO:<ann@example.org>",
                                        "DATA",
                                        "Subject: x\r\n\r\nText\r\n."))
                        .startsWith("250 ");
            }
            assertThat(mta.server.deliveries()).hasSize(2);
            for (var delivery : mta.server.deliveries()) {
                var content = new java.io.ByteArrayOutputStream();
                delivery.content().transferTo(content);
                assertThat(content.toString(java.nio.charset.StandardCharsets.UTF_8))
                        .containsOnlyOnce("X-Good: yes");
            }
        }
    }
}
