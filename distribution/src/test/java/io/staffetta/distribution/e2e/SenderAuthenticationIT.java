package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// SPF, DKIM and DMARC with a real DNS: mail of others is checked on the way in, mail of our users
/// is signed on the way out.
class SenderAuthenticationIT {

    private static final String ANNA = "anna@example.org";
    private static final String PASSWORD = "secret of the sender tests";

    /// Who may send for all domains, and who for none.
    private static final String GOOD = "192.0.2.1";

    private static final String BAD = "198.51.100.7";

    private static final String CHAINS =
            """
            <chain name="inbound">
              <hook use="spf"><fail>next</fail></hook>
              <hook use="dkim"/>
              <hook use="dmarc"/>
              <hook use="authentication-results"/>
            </chain>
            <chain name="watched">
              <hook use="spf" mode="observe"/>
              <hook use="dkim" mode="observe"><on-fail>refuse</on-fail></hook>
              <hook use="dmarc" mode="observe"/>
              <hook use="authentication-results" mode="observe"/>
            </chain>
            <chain name="strict">
              <hook use="spf"><temperror>tempfail</temperror><permerror>refuse</permerror></hook>
              <hook use="dkim"><on-fail>refuse</on-fail><on-temperror>tempfail</on-temperror></hook>
              <hook use="dmarc"><on-temperror>tempfail</on-temperror></hook>
            </chain>
            <chain name="users"><hook use="dkim-sign"/></chain>
            """;

    @TempDir static Path folder;
    private static final Map<String, String> SIGNED = new TreeMap<>();
    private static Knot knot;
    private static SmtpSink sink;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        Knot.assumeInstalled();
        SmtpSink.assumeInstalled();
        Dkimpy.assumeInstalled();
        var zones = SenderZones.all();
        zones.putAll(OurZones.unpublished());
        knot = Knot.start(zones);
        sink = SmtpSink.start();
        sign();
        var configuration = Configurations.write(folder.resolve("conf"), configuration());
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        configuration,
                        Map.of("STAFFETTA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
        server.addAccount(ANNA, PASSWORD);
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {server, sink, knot}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String configuration() {
        var listener =
                """
                <listener name="%s" protocol="smtp" bind="127.0.0.1:0" chain="%s">%s</listener>
                """;
        return """
        <staffetta hostname="mail.example.org">
          <domains><domain>example.org</domain></domains>
          <listeners>
            %s
            <listener name="clear" protocol="submission" bind="127.0.0.1:0" chain="users"
                      auth-in-clear="true"/>
          </listeners>
          <auth><accounts use="sql"/><mechanism use="plain"/></auth>
          <relay><permit use="authenticated"/></relay>
          %s
          <routes>
            <route domain="local" use="maildir"/>
            <route domain="*" use="remote"><host>%s</host></route>
          </routes>
          <dns><server>%s</server></dns>
          <admin bind="127.0.0.1:0"/>
        </staffetta>
        """
                .formatted(
                        listener.formatted("mx", "inbound", ProxiedClient.TRUSTED)
                                + listener.formatted("watch", "watched", ProxiedClient.TRUSTED)
                                + listener.formatted("strict", "strict", ProxiedClient.TRUSTED),
                        CHAINS,
                        sink.host(),
                        knot.address());
    }

    /// A mail of reject.test in all states of signature.
    private static void sign() {
        var mail = mail("reject.test");
        var rsa = SenderZones.RSA;
        var keys =
                Map.of(
                        "r",
                        rsa,
                        "e",
                        SenderZones.ED25519,
                        "revoked",
                        rsa,
                        "lost",
                        rsa,
                        "missing",
                        rsa);
        var field = new Dkimpy(folder).sign(mail, "reject.test", keys);
        field.forEach((selector, signature) -> SIGNED.put(selector, signature + mail));
        SIGNED.put("both", field.get("e") + SIGNED.get("r"));
        SIGNED.put("changed", field.get("r") + mail.replace("hello", "hullo"));
        SIGNED.put("half", SIGNED.get("r").replaceFirst("([; \\t]b=)", "$1AAAA"));
        SIGNED.put("half", field.get("e") + SIGNED.get("half"));
    }

    private static String mail(String author) {
        return "From: Ann <ann@%s>\r\nTo: %s\r\nSubject: hi\r\n\r\nhello\r\n"
                .formatted(author, ANNA);
    }

    private static String content(String name, String author, String signature) {
        return "X-Case: " + name + "\r\n" + SIGNED.getOrDefault(signature, mail(author));
    }

    /// Name, client, domains of sender and author, signature, what happens, what is found.
    private static final String CASES =
            """
            spf-pass     | good | pass.test     | pass.test | - | 250 | spf=pass dkim=none dmarc=none
            spf-ipv6     | six  | pass.test     | pass.test | - | 250 | spf=pass dkim=none dmarc=none
            spf-include  | good | included.test | pass.test | - | 250 | spf=pass dkim=none dmarc=none
            spf-fail     | bad  | pass.test     | pass.test | - | 250 | spf=fail dkim=none dmarc=none
            spf-soft     | bad  | soft.test     | soft.test | - | 250 | spf=softfail dkim=none dmarc=none
            spf-unsure   | bad  | unsure.test   | soft.test | - | 250 | spf=neutral dkim=none dmarc=none
            spf-none     | bad  | unknown.test  | soft.test | - | 250 | spf=none dkim=none dmarc=none
            spf-loop     | bad  | looping.test  | soft.test | - | 250 | spf=permerror dkim=none dmarc=none
            spf-servfail | bad  | servfail.test | soft.test | - | 250 | spf=temperror dkim=none dmarc=none
            dkim-rsa     | bad  | pass.test | reject.test | r       | 250 | spf=fail dkim=pass dmarc=pass
            dkim-ed25519 | bad  | pass.test | reject.test | e       | 250 | spf=fail dkim=pass dmarc=pass
            dkim-both    | bad  | pass.test | reject.test | both    | 250 | spf=fail dkim=pass dkim=pass dmarc=pass
            dkim-half    | bad  | pass.test | reject.test | half    | 250 | spf=fail dkim=pass dkim=fail dmarc=pass
            dkim-changed | bad  | pass.test | reject.test | changed | 550 | spf=fail dkim=fail dmarc=fail
            dkim-missing | bad  | pass.test | reject.test | missing | 550 | spf=fail dkim=permerror dmarc=fail
            dkim-revoked | bad  | pass.test | reject.test | revoked | 550 | spf=fail dkim=permerror dmarc=fail
            dkim-lost    | bad  | pass.test | reject.test | lost    | 451 | spf=fail dkim=temperror dmarc=temperror
            dmarc-pass   | good | bounces.reject.test | reject.test | - | 250 | spf=pass dkim=none dmarc=pass
            dmarc-strict | good | bounces.strict.test | strict.test | - | 550 | spf=pass dkim=none dmarc=fail
            dmarc-other  | good | pass.test    | reject.test         | - | 550  | spf=pass dkim=none dmarc=fail
            dmarc-hold   | bad  | unknown.test | quarantine.test     | - | held | spf=none dkim=none dmarc=fail
            dmarc-none   | bad  | unknown.test | lax.test            | - | 250  | spf=none dkim=none dmarc=fail
            dmarc-sp     | bad  | unknown.test | shop.parent.test    | - | 550  | spf=none dkim=none dmarc=fail
            dmarc-np     | bad  | unknown.test | nosuch.parent.test  | - | held | spf=none dkim=none dmarc=fail
            dmarc-t      | bad  | unknown.test | tested.test         | - | held | spf=none dkim=none dmarc=fail
            dmarc-lost   | bad  | unknown.test | servfail.test       | - | 250  | spf=none dkim=none dmarc=temperror
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = CASES)
    void whatOwnersOfDomainsWantIsDone(
            String name,
            String client,
            String sender,
            String author,
            String signature,
            String outcome,
            String found) {
        var before = Meters.of(server);
        var reply = send("mx", name, client, sender, content(name, author, signature));
        assertThat(reply).startsWith(reply(outcome));
        var line = logged("mx", name);
        switch (outcome) {
            case "250" -> {
                assertThat(line).contains("message accepted", "\"spf=none " + found + "\"");
                assertThat(stored(name)).containsPattern(resultsField(sender, found));
            }
            case "held" ->
                    assertThat(line)
                            .contains("message quarantined")
                            .contains("\"spf=none " + found + " dmarc:message=quarantine\"");
            default ->
                    assertThat(line)
                            .contains("message refused", "by=\"dmarc\"")
                            .contains("code=\"%s\"".formatted(outcome))
                            .contains("\"spf=none " + found + " dmarc:message=refuse\"");
        }
        assertThatMetersRose(before, Meters.of(server), found);
    }

    private static String reply(String outcome) {
        return switch (outcome) {
            case "550" -> "550 5.7.1";
            case "451" -> "451 4.4.3";
            default -> "250";
        };
    }

    /// Same senders, same findings, but nothing is done.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = CASES)
    void observedItIsOnlyLoggedAndCounted(
            String name,
            String client,
            String sender,
            String author,
            String signature,
            String outcome,
            String found) {
        var watched = "watched-" + name;
        var before = Meters.of(server);
        assertThat(send("watch", watched, client, sender, content(watched, author, signature)))
                .startsWith("250");
        var line = logged("watch", watched);
        assertThat(line).contains("message accepted", "\"spf=none " + found);
        if (found.contains("spf=fail")) {
            assertThat(line).contains(" spf:mail=refuse(observed)");
        }
        if (!outcome.equals("250")) {
            assertThat(line)
                    .contains(
                            " dmarc:message=%s(observed)"
                                    .formatted(outcome.equals("held") ? "quarantine" : "refuse"));
        }
        assertThat(stored(watched)).doesNotContain("Authentication-Results", "X-DMARC");
        assertThatMetersRose(before, Meters.of(server), found);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    good         | good | pass.test     | pass.test     | -       | 250
                    signed       | good | pass.test     | reject.test   | both    | 250
                    fail         | bad  | pass.test     | pass.test     | -       | 550 5.7.23
                    permerror    | bad  | looping.test  | pass.test     | -       | 550 5.7.24
                    temperror    | bad  | servfail.test | pass.test     | -       | 451 4.7.24
                    dkim-changed | good | pass.test     | reject.test   | changed | 550 5.7.20
                    dkim-lost    | good | pass.test     | reject.test   | lost    | 451 4.7.5
                    dmarc-lost   | good | pass.test     | servfail.test | -       | 451 4.4.3
                    """)
    void eachHookCanDecideByItself(
            String name,
            String client,
            String sender,
            String author,
            String signature,
            String reply) {
        var strict = "strict-" + name;
        assertThat(send("strict", strict, client, sender, content(strict, author, signature)))
                .startsWith(reply);
    }

    @Test
    void forgedResultsAreTakenAway() {
        var forged =
                """
                Authentication-Results: mail.example.org; dmarc=pass header.from=bank.test
                authentication-results: (hi) MAIL.Example.ORG 1;
                 spf=pass smtp.mailfrom=bank.test
                Authentication-Results: other.test; spf=pass smtp.mailfrom=bank.test
                """
                        .replace("\n", "\r\n");
        assertThat(
                        send(
                                "mx",
                                "forged",
                                "good",
                                "pass.test",
                                forged + content("forged", "lax.test", "-")))
                .startsWith("250");
        assertThat(stored("forged"))
                .doesNotContain("header.from=bank.test", "(hi)")
                .contains("Authentication-Results: other.test; spf=pass smtp.mailfrom=bank.test")
                .contains("header.from=lax.test");
        assertThat(logged("mx", "forged")).contains("authentication-results=forged");
    }

    @Test
    void ofAReportTheNameOfTheClientCounts() {
        var reply =
                new ProxiedClient(server, "mx", GOOD)
                        .session(
                                "bounces.reject.test",
                                wire ->
                                        wire.message(
                                                "", ANNA, content("null", "reject.test", "-")));
        assertThat(reply).startsWith("250");
        assertThat(stored("null")).contains("smtp.helo=bounces.reject.test", "dmarc=pass");
    }

    @Test
    void whatIsHeldCanBeSeenAndReleased() {
        assertThat(
                        send(
                                "mx",
                                "released",
                                "bad",
                                "unknown.test",
                                content("released", "quarantine.test", "-")))
                .startsWith("250");
        var held = server.command("queue", "list", "--from", "released@unknown.test", "--json");
        assertThat(held.out())
                .contains("DMARC policy of quarantine.test is to quarantine")
                .containsPattern("\"queue_name\" *: *\"hold\"");
        server.command("queue", "release", "--from", "released@unknown.test");
        assertThat(stored("released"))
                .contains("dmarc=fail", "header.from=quarantine.test", "policy.dmarc=quarantine");
    }

    @Test
    void whatWeSignVerifiesWhereWhatTheCommandsPrintIsPublished() {
        Opendkim.assumeInstalled();
        done("dkim", "create", "example.org", "--algorithm", "both", "--activate");
        var before = server.command("dns", "example.org");
        assertThat(before.exitCode()).as(before.out() + before.err()).isEqualTo(1);
        assertThat(before.out())
                .containsPattern("(?m)^ok +example\\.org\\. IN MX")
                .containsPattern("(?m)^ok +1\\.2\\.0\\.192\\.in-addr\\.arpa\\. IN PTR")
                .containsPattern("(?m)^different +example\\.org\\. IN TXT")
                .containsPattern("(?m)^missing +_dmarc\\.example\\.org\\. IN TXT")
                .containsPattern("(?m)^missing +\\S+-rsa\\._domainkey\\.example\\.org\\. IN TXT")
                .containsPattern(
                        "(?m)^missing +\\S+-ed25519\\._domainkey\\.example\\.org\\. IN TXT")
                .containsPattern("(?m)^missing +_25\\._tcp\\.mail\\.example\\.org\\. IN TLSA");
        var zone = server.command("dns", "example.org", "--zone").out();
        assertThat(done("dkim", "show", "example.org").lines())
                .filteredOn(line -> line.contains(" IN TXT "))
                .hasSize(2)
                .allMatch(zone::contains);
        knot.change("example.org", OurZones.published(zone));
        assertThat(done("dns", "example.org"))
                .contains("Everything that example.org needs is published.");

        var mail = submitted();
        assertThat(new Dkimpy(folder).verify(mail, knot)).isEqualTo("True True");
        assertThat(new Opendkim(folder).verify(mail, knot))
                .contains("header.a=ed25519-sha256", "header.a=rsa-sha256", "dkim=pass")
                .doesNotContain("dkim=fail", "dkim=neutral", "dkim=permerror", "dkim=temperror");
        assertThat(send("mx", "anna", "good", "example.org", "X-Case: ours\r\n" + mail))
                .startsWith("250");
        assertThat(logged("mx", "anna")).contains("spf=pass dkim=pass dkim=pass dmarc=pass");
        assertThat(stored("ours"))
                .contains("header.a=rsa-sha256", "header.a=ed25519-sha256", "dmarc=pass")
                .doesNotContain("dkim=fail");
    }

    /// What reaches others of a mail that anna submits.
    private static String submitted() {
        try (var wire = SmtpWire.connect(server.address("clear"))) {
            wire.reply();
            wire.say("EHLO client.test");
            assertThat(wire.authPlain(ANNA, PASSWORD)).startsWith("235");
            var text = mail("example.org").replace("ann@", "anna@") + "\r\n" + SmtpSink.END;
            assertThat(wire.message(ANNA, "bob@far.test", text)).startsWith("250");
        }
        return sink.awaitSubject("hi").text().replace("\n", "\r\n");
    }

    private static String done(String... words) {
        var result = server.command(words);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    private static String send(
            String listener, String name, String client, String sender, String content) {
        var address =
                switch (client) {
                    case "good" -> GOOD;
                    case "six" -> "2001:db8::7";
                    default -> BAD;
                };
        return new ProxiedClient(server, listener, address)
                .send(name + "@" + sender, ANNA, content);
    }

    private static String logged(String listener, String name) {
        return server.awaitLine(line ->
                line.contains("listener=\"" + listener + "\"")
                        && line.contains("from=\"" + name + "@")
                        && line.contains("results="));
    }

    private static String stored(String name) {
        return Maildir.of(server, "anna", "example.org")
                .await(1, mail -> mail.contains("\r\nX-Case: " + name + "\r\n"))
                .getFirst();
    }

    private static String resultsField(String sender, String found) {
        var spf = found.substring(0, found.indexOf(' '));
        return "%s\\s(reason=\"[^\"]*\"\\s)?smtp.mailfrom=%s".formatted(spf, sender);
    }

    private static void assertThatMetersRose(Meters before, Meters after, String found) {
        for (var each : found.split(" ", -1)) {
            var parts = each.split("=", 2);
            assertThat(after.found(parts[0], parts[1]))
                    .as(each)
                    .isGreaterThan(before.found(parts[0], parts[1]));
        }
    }
}
