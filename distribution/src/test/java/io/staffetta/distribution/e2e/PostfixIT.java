package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A real Postfix as next hop: in clear and over TLS, as smarthost with a login, with reports that
/// it sends, with less room than the message needs.
class PostfixIT {

    private static final Pattern SESSION =
            Pattern.compile("disconnect from \\S+ ehlo=1 mail=(\\d+)");

    private static final String VERIFY = "<tls>verify</tls>";

    @TempDir static Path folder;
    private static PeerFolder certificates;
    private static Dovecot dovecot;
    private static Postfix postfix;
    private static Relay relay;

    @BeforeAll
    static void start() {
        Postfix.assumeInstalled();
        Dovecot.assumeInstalled();
        certificates = PeerFolder.create("certificates");
        var authority = Authority.create(certificates.path());
        var certificate = authority.issue(certificates.resolve("mail.pem"), "mail.peer.test");
        int mx = FreePort.any();
        dovecot = Dovecot.start(certificate);
        postfix = Postfix.start(certificate, mx, dovecot.auth());
        relay = Relay.start(folder, configuration().mxPort(mx), authority.trustOptions());
    }

    private static RelayConfiguration configuration() {
        certificates.write("hosts", "127.0.0.1 mail.peer.test other.peer.test\n");
        return new RelayConfiguration()
                .route("peer.test", "remote", at(Postfix.Port.OPPORTUNISTIC, ""))
                .route(
                        "clear.test",
                        "remote",
                        at(Postfix.Port.CLEAR, "<pool><idle>1s</idle></pool>"))
                .route("must.test", "remote", at(Postfix.Port.CLEAR, "<tls>encrypt</tls>"))
                .route(
                        "verified.test",
                        "remote",
                        named("mail.peer.test", Postfix.Port.OPPORTUNISTIC, VERIFY))
                .route(
                        "misnamed.test",
                        "remote",
                        named("other.peer.test", Postfix.Port.OPPORTUNISTIC, VERIFY))
                .route("implicit.test", "remote", at(Postfix.Port.IMPLICIT, implicit()))
                .route(
                        "login.test",
                        "remote",
                        named("mail.peer.test", Postfix.Port.SUBMISSION, login("")))
                .route(
                        "badlogin.test",
                        "remote",
                        at(Postfix.Port.SUBMISSION, "<tls>encrypt</tls>" + login("not ")))
                .route(
                        "sham.test",
                        "remote",
                        named("other.peer.test", Postfix.Port.SUBMISSION, login("")))
                .route("small.test", "remote", at(Postfix.Port.SMALL, ""))
                .route("sly.test", "remote", at(Postfix.Port.UNDECLARED_SMALL, ""));
    }

    private static String at(Postfix.Port port, String more) {
        return RelayConfiguration.hosts(postfix.host(port)) + more;
    }

    /// With a host name, that the certificate is checked for.
    private static String named(String host, Postfix.Port port, String more) {
        return RelayConfiguration.hosts("[%s]:%d".formatted(host, postfix.port(port)))
                + more
                + "<dns><servers>127.0.0.1:9</servers><hosts-file>%s</hosts-file></dns>"
                        .formatted(certificates.resolve("hosts"));
    }

    private static String implicit() {
        return "<implicit-tls>true</implicit-tls>";
    }

    private static String login(String wrong) {
        return "<user>anna@box.test</user><password>" + wrong + Dovecot.PASSWORD + "</password>";
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {relay, postfix, dovecot, certificates}) {
            close(each);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "anna@peer.test,     ESMTPS",
        "anna@clear.test,    ESMTP",
        "anna@verified.test, ESMTPS",
        "anna@implicit.test, ESMTPS",
        "anna@login.test,    ESMTPSA"
    })
    void arrivesTheWayTheRouteSays(String recipient, String protocol) {
        relay.send(recipient, "by " + recipient);
        var arrived = postfix.mailbox("anna").awaitContaining("Subject: by " + recipient);
        assertThat(arrived)
                .contains("by mail.peer.test (Postfix) with " + protocol + " id")
                .contains("Return-Path: <" + Relay.ANNA + ">")
                .endsWith("\n\nhello\nThe end.\n");
        if (protocol.startsWith("ESMTPS")) {
            assertThat(arrived).contains("using TLSv1.3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "must.test,     STARTTLS|TLS",
        "misnamed.test, certificate|other.peer.test",
        "sham.test,     certificate|other.peer.test",
        "badlogin.test, 535 5\\.7\\.8"
    })
    void waitsWhereADemandIsNotMet(String domain, String reason) {
        relay.send("anna@" + domain, "waits at " + domain);
        Patience.until(
                () -> queued(domain).stream().anyMatch(each -> each.attempts() > 0),
                () -> domain + " was never tried: " + relay.queue());
        assertThat(queued(domain))
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).containsPattern(reason));
        assertThat(postfix.mailbox("anna").messages())
                .noneMatch(message -> message.contains("waits at " + domain));
        assertThat(relay.server().output()).doesNotContain(Dovecot.PASSWORD);
    }

    private static List<Queued> queued(String domain) {
        return relay.queue().stream().filter(each -> each.domain().equals(domain)).toList();
    }

    @Test
    void postfixReportsTheSuccessAndWeDoNot() {
        relay.send(
                "<%s> RET=HDRS ENVID=e+2B1".formatted(Relay.ANNA),
                List.of("<bert@peer.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b+2Bert@peer.test"),
                Relay.text("reported"));
        var report = relay.report("bert@peer.test");
        assertThat(report.field("Reporting-MTA")).isEqualTo("dns; mail.peer.test");
        assertThat(report.field("Original-Envelope-Id")).isEqualTo("e+1");
        assertThat(report.recipientField("Action")).isEqualTo("delivered");
        assertThat(report.recipientField("Original-Recipient")).contains("b+ert@peer.test");
        assertThat(relay.reports(1, "bert@peer.test")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"small.test, false", "sly.test, true"})
    void tooLargeForThePeerGoesBack(String domain, boolean said) {
        var content = "Subject: large\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(600);
        relay.send("<" + Relay.ANNA + ">", List.of("<anna@" + domain + ">"), content);
        var report = relay.report("anna@" + domain);
        assertThat(report.recipientField("Action")).isEqualTo("failed");
        assertThat(report.recipientField("Status")).isEqualTo("5.3.4");
        if (said) {
            assertThat(report.recipientField("Diagnostic-Code")).startsWith("smtp; 552 5.3.4 ");
        }
    }

    @Test
    void theUnknownRecipientDoesNotConcernTheOthers() {
        relay.send(
                "<" + Relay.ANNA + ">",
                List.of("<anna@peer.test>", "<nobody@peer.test>", "<bert@peer.test>"),
                Relay.text("for three"));
        postfix.mailbox("anna").awaitContaining("Subject: for three");
        postfix.mailbox("bert").awaitContaining("Subject: for three");
        var report = relay.report("nobody@peer.test");
        assertThat(report.recipientField("Status")).isEqualTo("5.1.1");
        assertThat(report.recipientField("Final-Recipient")).contains("nobody@peer.test");
        assertThat(report.recipientField("Remote-MTA")).startsWith("dns; ");
        assertThat(report.recipientField("Diagnostic-Code"))
                .startsWith("smtp; 550 5.1.1 <nobody@peer.test>: Recipient address rejected");
    }

    @Test
    void aMessageThatRequiresTlsIsNotSentToAServerThatCannotPassItOn() {
        try (var wire = relay.session()) {
            wire.startTls();
            assertThat(
                            wire.transaction(
                                    "<" + Relay.ANNA + "> REQUIRETLS",
                                    List.of("<tls@verified.test>"),
                                    Relay.text("requires TLS")))
                    .startsWith("250");
        }
        assertThat(relay.report("tls@verified.test").recipientField("Status")).isEqualTo("5.7.30");
    }

    @Test
    void connectionsAreUsedAgain() {
        int count = 60;
        try (var wire = relay.session()) {
            for (int i = 0; i < count; i++) {
                var reply = wire.message(Relay.ANNA, "bert@clear.test", Relay.text("again"));
                assertThat(reply).startsWith("250");
            }
        }
        postfix.mailbox("bert").await(count, message -> message.contains("Subject: again"));
        Patience.until(
                () ->
                        SESSION.matcher(postfix.log())
                                .results()
                                .mapToInt(session -> Integer.parseInt(session.group(1)))
                                .anyMatch(mails -> mails > 1),
                () -> "no session with two messages: " + postfix.log());
    }

    private static void close(AutoCloseable each) {
        try {
            if (each != null) {
                each.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
