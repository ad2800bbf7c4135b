package io.staffetta.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.testkit.ZoneDns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of RFC 9989 §4.10 and §5.1.7, and others.
class TreeWalkTest {

    @Test
    void aLongNameIsShortenedAfterTheFirstQuestion() throws Exception {
        var dns = ZoneDns.of("");
        new TreeWalk(dns).from("a.b.c.d.e.f.g.h.i.j.mail.example.com");

        assertThat(dns.questions())
                .containsExactly(
                        "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com TXT",
                        "_dmarc.g.h.i.j.mail.example.com TXT",
                        "_dmarc.h.i.j.mail.example.com TXT",
                        "_dmarc.i.j.mail.example.com TXT",
                        "_dmarc.j.mail.example.com TXT",
                        "_dmarc.mail.example.com TXT",
                        "_dmarc.example.com TXT",
                        "_dmarc.com TXT");
    }

    @Test
    void whereTheShorteningSkipsARecord() {
        assertThat(TreeWalk.targets("mail.a.b.c.d.e.f.g.example.com"))
                .containsExactly(
                        "mail.a.b.c.d.e.f.g.example.com",
                        "c.d.e.f.g.example.com",
                        "d.e.f.g.example.com",
                        "e.f.g.example.com",
                        "f.g.example.com",
                        "g.example.com",
                        "example.com",
                        "com");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "7, 7", "8, 8", "9, 8", "100, 8"})
    void thereAreAtMostEightQuestions(int labels, int questions) {
        assertThat(TreeWalk.targets("a" + ".a".repeat(labels - 1))).hasSize(questions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a.mail.example.com | mail=u example=u   | example.com
                    a.mail.example.com | mail=n example=u   | mail.example.com
                    a.mail.example.com | com=y              | example.com
                    a.mail.example.com | example=y          | mail.example.com
                    mail.example.com   | example=y          | mail.example.com
                    example.com        | example=y          | example.com
                    a.mail.example.com | mail=y com=u       | a.mail.example.com
                    a.mail.example.com | com=u              | com
                    a.mail.example.com | example=n com=y    | example.com
                    a.mail.example.com | mail=u com=y       | example.com
                    a.mail.example.com | none=u             | a.mail.example.com
                    com                | com=y              | com
                    com                | com=u              | com
                    """)
    void organizations(String domain, String records, String organization) throws Exception {
        var dns = ZoneDns.of("");
        for (var record : records.split(" ")) {
            var pair = record.split("=");
            var name =
                    switch (pair[0]) {
                        case "mail" -> "mail.example.com";
                        case "example" -> "example.com";
                        default -> pair[0];
                    };
            dns.add("_dmarc." + name, "TXT", "\"v=DMARC1; p=none; psd=" + pair[1] + "\"");
        }

        assertThat(new TreeWalk(dns).organization(domain)).isEqualTo(organization);
    }

    @Test
    void severalRecordsOfANameAreNone() throws Exception {
        var dns =
                ZoneDns.of(
                        """
                        _dmarc.example.com TXT "v=DMARC1; p=none"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        _dmarc.other.com TXT "v=DMARC1; " "p=reject"
                        _dmarc.other.com TXT "v=spf1 -all"
                        _dmarc.other.com TXT "something else"
                        """);

        assertThat(new TreeWalk(dns).from("example.com")).isEmpty();
        assertThat(new TreeWalk(dns).from("other.com")).containsOnlyKeys("other.com");
    }

    @Test
    void eachNameIsAskedForOnce() throws Exception {
        var dns = ZoneDns.of("_dmarc.example.com TXT \"v=DMARC1; p=none\"");
        var walk = new TreeWalk(dns);
        walk.organization("a.example.com");
        walk.organization("b.example.com");

        assertThat(dns.questions())
                .containsExactly(
                        "_dmarc.a.example.com TXT",
                        "_dmarc.example.com TXT",
                        "_dmarc.com TXT",
                        "_dmarc.b.example.com TXT");
    }

    @Test
    void anAliasIsFollowedAndACircleIsNot() throws Exception {
        var dns =
                ZoneDns.of(
                        """
                        _dmarc.example.com CNAME policy.vendor.example.
                        policy.vendor.example TXT "v=DMARC1; p=reject"
                        _dmarc.loop.example CNAME a.loop.example.
                        a.loop.example CNAME _dmarc.loop.example.
                        """);

        assertThat(new TreeWalk(dns).from("example.com")).containsOnlyKeys("example.com");
        assertThatExceptionOfType(LookupFailure.class)
                .isThrownBy(() -> new TreeWalk(dns).from("loop.example"))
                .withMessageContaining("circle");
    }
}
