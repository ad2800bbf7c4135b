package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Reputation, limits and content with a real DNS; and what is remembered of clients over a stop
/// and a crash of the server.
class AbuseStateIT {

    private static final String ANNA = "anna@example.org";
    private static final String PASSWORD = "secret of the abuse tests";

    /// For a server that lives for seconds.
    private static final String PACE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    @TempDir static Path folder;
    private static Knot knot;
    private static Path configuration;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        Knot.assumeInstalled();
        knot = Knot.start(AbuseConfiguration.zones());
        configuration = Configurations.write(folder.resolve("conf"), AbuseConfiguration.xml(knot));
        run();
        server.addAccount(ANNA, PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (knot != null) {
            knot.close();
        }
    }

    private static void run() {
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        configuration,
                        Map.of("STAFFETTA_OPTS", PACE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unlisted   | 192.0.2.20    | a.example    | 250                    | dnsbl=clean
                    listed     | 192.0.2.10    | a.example    | 550 5.7.1              | dnsbl=listed
                    quoted     | 192.0.2.10    | a.example    | a robot at 192.0.2.10  | dnsbl=listed
                    helped     | 192.0.2.10    | a.example    | example.org/lists      | dnsbl=listed
                    ipv6       | 2001:db8::10  | a.example    | 550 5.7.1              | dnsbl=listed
                    ipv6-clean | 2001:db8::11  | a.example    | 250                    | dnsbl=clean
                    forgiven   | 192.0.2.11    | a.example    | 250                    | dnswl=listed
                    other-code | 192.0.2.12    | a.example    | 250                    | dnsbl=clean
                    may-not-ask| 192.0.2.13    | a.example    | 250                    | dnsbl=temperror
                    sender     | 192.0.2.20    | spam.example | 550 5.7.1              | dnsbl=listed
                    """)
    void listsOfTheDnsDecide(
            String name, String client, String domain, String reply, String found) {
        var sender = name + "@" + domain;
        assertThat(client("lists", client).rcpt("client.test", sender, ANNA)).contains(reply);
        assertThat(server.awaitLine(line -> line.contains("from=\"" + sender + "\"")))
                .contains(found);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    all well     | 192.0.2.20   | good.test    | 250
                    all well v6  | 2001:db8::20 | good.test    | 250
                    no name      | 192.0.2.22   | good.test    | 550 5.7.25
                    no name v6   | 2001:db8::22 | good.test    | 550 5.7.25
                    unconfirmed  | 192.0.2.21   | good.test    | 450 4.7.25
                    syntax       | 192.0.2.20   | -bad-.test   | 550 5.5.2
                    bare         | 192.0.2.20   | 192.0.2.20   | 550 5.5.2
                    literal      | 192.0.2.20   | [192.0.2.20] | 250
                    foreign      | 192.0.2.20   | [192.0.2.9]  | 550 5.7.1
                    ours         | 192.0.2.20   | mail.example.org | 550 5.7.1
                    unknown name | 192.0.2.20   | nosuch.test  | 450
                    """)
    void namesOfClientsAreLookedAt(String name, String client, String helo, String reply) {
        assertThat(client("names", client).rcpt(helo, "a@b.example", ANNA))
                .as(name)
                .startsWith(reply);
    }

    @Test
    void whoTalksTooEarlyIsRefusedAndWhomAGoodListKnowsNeedNotWait() {
        try (var hasty = client("early", "192.0.2.41").connect()) {
            hasty.send("EHLO client.test\r\n");
            assertThat(hasty.reply()).startsWith("554 5.5.1");
        }
        for (var patient : new String[] {"192.0.2.42", "192.0.2.42", "192.0.2.30"}) {
            assertThat(client("early", patient).rcpt("client.test", "a@b.example", ANNA))
                    .startsWith("250");
        }
        var meters = Meters.of(server);
        assertThat(meters.found("early-talker", "talked")).isEqualTo(1);
        assertThat(meters.found("early-talker", "waited")).isEqualTo(1);
        assertThat(meters.found("early-talker", "known")).isEqualTo(1);
    }

    @Test
    void whoComesBackOftenIsGreylistedNoMore() {
        assertThat(greylisted("192.0.2.30", "known")).as("dnswl").startsWith("250");
        assertThat(greylisted("198.51.100.1", "one")).startsWith("451 4.7.1 Greylisted");
        assertThat(greylisted("198.51.100.2", "two")).startsWith("451 4.7.1");
        awaitAccepted("198.51.100.3", "one");
        awaitAccepted("198.51.100.1", "two");
        assertThat(greylisted("198.51.100.4", "three")).as("auto-allowed").startsWith("250");
        assertThat(Meters.of(server).found("greylist", "auto-allowed")).isPositive();
    }

    @Test
    void onlySoManySessionsOfOneClient() {
        var client = client("sessions", "192.0.2.50");
        try (var one = client.connect();
                var two = client.connect()) {
            assertThat(one.reply()).startsWith("220");
            assertThat(two.reply()).startsWith("220");
            try (var three = client.connect()) {
                assertThat(three.reply()).startsWith("421 4.7.0");
            }
            try (var other = client("sessions", "192.0.2.51").connect()) {
                assertThat(other.reply()).startsWith("220");
            }
            assertThat(one.say("QUIT")).startsWith("221");
        }
        Patience.until(
                () -> client.rcpt("client.test", "a@b.example", ANNA).startsWith("250"),
                () -> "sessions that ended still count");
    }

    @Test
    void whoFailsToLogInIsBannedAndAProxyNever() {
        var guesser = client("bans", "198.51.100.60");
        guesser.session("client.test", AbuseStateIT::guessTwice);
        Patience.until(
                () -> banner(guesser).startsWith("421 4.7.0 Too many errors"), () -> "not banned");
        assertThat(banner(client("bans", "198.51.100.61")))
                .as("another client behind the same proxy")
                .startsWith("220");
        var proxy = client("bans", "203.0.113.9");
        proxy.session("client.test", AbuseStateIT::guessTwice);
        assertThat(banner(proxy)).startsWith("220");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    good      | hello           | text/plain | report.pdf | 250       |
                    no date   | -               | text/plain | report.pdf | 550 5.6.0 | headers=required
                    pattern   | so cheap  pills | text/plain | report.pdf | 550 5.7.1 | patterns=refuse
                    extension | hello           | text/plain | report.exe | 550 5.7.1 | mime=extension
                    pieces    | hello           | text/plain | pieces     | 550 5.7.1 | mime=extension
                    """)
    void contentIsChecked(
            String name, String subject, String type, String file, String reply, String found) {
        var mail =
                """
                From: Ann <ann@b.example>
                %sSubject: %s
                MIME-Version: 1.0
                Content-Type: %s
                Content-Disposition: attachment; %s

                hello
                """
                        .formatted(
                                subject.equals("-")
                                        ? ""
                                        : "Date: "
                                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                        ZonedDateTime.now(ZoneOffset.UTC))
                                                + "\n",
                                subject,
                                type,
                                file.equals("pieces")
                                        ? "filename*0=report.e; filename*1=xe"
                                        : "filename=" + file)
                        .replace("\n", "\r\n");
        var sender = name.replace(' ', '-') + "@b.example";
        assertThat(client("content", "192.0.2.20").send(sender, ANNA, mail)).startsWith(reply);
        if (found != null) {
            assertThat(server.awaitLine(line -> line.contains("from=\"" + sender + "\"")))
                    .contains(found);
        }
    }

    @Test
    void whoGuessesRecipientsWaits() {
        var reply =
                client("content", "192.0.2.20")
                        .session(
                                "client.test",
                                wire -> {
                                    wire.say("MAIL FROM:<slow@b.example>");
                                    wire.say("RCPT TO:<nobody@example.org>");
                                    return wire.say("RCPT TO:<" + ANNA + ">");
                                });
        assertThat(reply).startsWith("250");
        assertThat(Meters.of(server).sum("staffetta_tarpit_delay_seconds_count")).isPositive();
    }

    @Test
    void whatIsRememberedOutlivesAStopAndACrash() {
        var limited = client("limits", "192.0.2.70");
        for (int i = 0; i < 3; i++) {
            assertThat(mail(limited)).startsWith("250");
        }
        assertThat(mail(limited)).startsWith("450 4.7.1");
        var banned = client("bans", "198.51.100.80");
        assertThat(banned.session("client.test", AbuseStateIT::guessRecipients)).startsWith("421");
        assertThat(greylisted("192.0.2.200", "before")).startsWith("451 4.7.1");

        assertThat(server.stop()).isZero();
        run();
        assertThatAllIsKnown(limited, banned);
        awaitAccepted("192.0.2.201", "before");
        // That took two seconds at most, if all was forgotten; what is older a crash may not take.
        assertThat(greylisted("192.0.2.200", "later")).startsWith("451 4.7.1");
        var late = client("bans", "198.51.100.81");
        assertThat(late.session("client.test", AbuseStateIT::guessRecipients)).startsWith("421");
        awaitAccepted("192.0.2.200", "later");

        server.kill();
        run();
        assertThatAllIsKnown(limited, banned);
        assertThat(banner(late)).startsWith("421 4.7.0");
        assertThat(greylisted("192.0.2.202", "later")).startsWith("250");

        assertThat(server.command("bans", "list").out())
                .containsPattern("198\\.51\\.100\\.80/32 .*3 unknown recipients");
        assertThat(server.command("bans", "lift", "198.51.100.80").exitCode()).isZero();
        assertThat(banner(banned)).startsWith("220");
        assertThat(banner(late)).startsWith("421");
    }

    private static void assertThatAllIsKnown(ProxiedClient limited, ProxiedClient banned) {
        assertThat(banner(banned)).startsWith("421 4.7.0");
        assertThat(mail(limited)).startsWith("450 4.7.1");
    }

    private static String mail(ProxiedClient client) {
        return client(client.listener(), client.address()).rcpt("client.test", "a@b.example", ANNA);
    }

    private static ProxiedClient client(String listener, String address) {
        return new ProxiedClient(server, listener, address);
    }

    private static String greylisted(String client, String sender) {
        return client("grey", client).rcpt("client.test", sender + "@b.example", ANNA);
    }

    private static void awaitAccepted(String client, String sender) {
        Patience.until(
                () -> greylisted(client, sender).startsWith("250"),
                () -> sender + " is still greylisted");
    }

    private static String banner(ProxiedClient client) {
        try (var wire = client(client.listener(), client.address()).connect()) {
            return wire.reply();
        }
    }

    private static String guessTwice(SmtpWire wire) {
        wire.authPlain(ANNA, "one");
        return wire.authPlain(ANNA, "two");
    }

    private static String guessRecipients(SmtpWire wire) {
        wire.say("MAIL FROM:<a@b.example>");
        for (int i = 0; i < 3; i++) {
            wire.say("RCPT TO:<nobody" + i + "@example.org>");
        }
        return wire.say("RCPT TO:<" + ANNA + ">");
    }
}
