package io.staffetta.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Who is not greylisted, and who is all the same.
class GreylistExemptionsTest {

    private static final String ADDRESS = "198.51.100.7";
    private static final String FROM = "eve@sender.example";
    private static final String TO = "alice@example.org";

    @Test
    void whoLoggedIn() {
        try (var mx = Mx.with("<hook use=\"greylist\"/>");
                var client = mx.client(ADDRESS)) {
            var login = "\0alice@example.org\0secret".getBytes(StandardCharsets.US_ASCII);
            assertThat(client.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(login)))
                    .startsWith("235 ");
            client.say("MAIL FROM:<alice@example.org>");
            assertThat(client.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
            assertThat(mx.findings("skipped-authenticated")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "spf, pass, smtp.mailfrom, skip-spf-pass",
        "dnswl, listed, policy.dnswl, skip-dnswl"
    })
    void whoIsWellReputed(String check, String result, String property, String setting) {
        var mark =
                "<hook use=\"mark\"><check>%s</check><result>%s</result><property>%s</property></hook>"
                        .formatted(check, result, property);
        try (var mx = Mx.with(mark + "<hook use=\"greylist\"/>")) {
            assertThat(mx.rcpt(ADDRESS, FROM, TO)).startsWith("250 ");
            assertThat(mx.findings("skipped-" + check)).isEqualTo(1);
        }
        try (var mx =
                Mx.with(
                        mark
                                + "<hook use=\"greylist\"><%1$s>false</%1$s></hook>"
                                        .formatted(setting))) {
            assertThat(mx.rcpt(ADDRESS, FROM, TO)).startsWith("451 4.7.1 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "spf, softfail, smtp.mailfrom",
        "spf, pass, smtp.helo",
        "dnswl, none, policy.dnswl",
        "dkim, pass, header.d"
    })
    void notWhoIsNot(String check, String result, String property) {
        var mark =
                "<hook use=\"mark\"><check>%s</check><result>%s</result><property>%s</property></hook>"
                        .formatted(check, result, property);
        try (var mx = Mx.with(mark + "<hook use=\"greylist\"/>")) {
            assertThat(mx.rcpt(ADDRESS, FROM, TO)).startsWith("451 4.7.1 ");
        }
    }

    @Test
    void whatTheOperatorNames() {
        try (var mx =
                Mx.with(
                        """
                        <hook use="greylist">
                          <exempt-network>198.51.100.0/28</exempt-network>
                          <exempt-network>2001:db8:9::/48</exempt-network>
                          <exempt-sender>partner.example</exempt-sender>
                          <exempt-sender>.tree.example</exempt-sender>
                          <exempt-sender>Boss@elsewhere.example</exempt-sender>
                          <exempt-recipient>bob@example.org</exempt-recipient>
                        </hook>
                        """)) {
            assertThat(mx.rcpt("198.51.100.15", FROM, TO)).startsWith("250 ");
            assertThat(mx.rcpt("198.51.100.16", FROM, TO)).startsWith("451 ");
            assertThat(mx.rcpt("2001:db8:9::1", FROM, TO)).startsWith("250 ");
            assertThat(mx.rcpt("2001:db8:a::1", FROM, TO)).startsWith("451 ");
            var other = "203.0.113.5";
            assertThat(mx.rcpt(other, "x@partner.example", TO)).startsWith("250 ");
            assertThat(mx.rcpt(other, "x@sub.partner.example", TO)).startsWith("451 ");
            assertThat(mx.rcpt(other, "x@tree.example", TO)).startsWith("250 ");
            assertThat(mx.rcpt(other, "x@a.b.tree.example", TO)).startsWith("250 ");
            assertThat(mx.rcpt(other, "x@nottree.example", TO)).startsWith("451 ");
            assertThat(mx.rcpt(other, "boss@elsewhere.example", TO)).startsWith("250 ");
            assertThat(mx.rcpt(other, "clerk@elsewhere.example", TO)).startsWith("451 ");
            assertThat(mx.rcpt(other, FROM, "bob@example.org")).startsWith("250 ");
        }
    }

    @Test
    void whatIsRefusedForGoodIsRefusedAtOnce() {
        try (var mx = Mx.with("<hook use=\"greylist\"/>")) {
            assertThat(mx.rcpt(ADDRESS, FROM, "nobody@example.org")).startsWith("550 5.1.1 ");
            assertThat(mx.rcpt(ADDRESS, FROM, "x@elsewhere.example")).startsWith("550 5.7.1 ");
        }
    }

    @Test
    void everybodyWhileTheStoreCannotTell() {
        try (var mx = Mx.with("<hook use=\"greylist\"/>", new BrokenState())) {
            assertThat(mx.rcpt(ADDRESS, FROM, TO)).startsWith("250 ");
            assertThat(mx.findings("temperror")).isEqualTo(1);
        }
    }

    @Test
    void nobodyWhileTheStoreCannotTellIfSoOrdered() {
        var chain = "<hook use=\"greylist\"><on-unavailable>tempfail</on-unavailable></hook>";
        try (var mx = Mx.with(chain, new BrokenState())) {
            assertThat(mx.rcpt(ADDRESS, FROM, TO)).startsWith("451 4.3.0 ");
        }
    }
}
