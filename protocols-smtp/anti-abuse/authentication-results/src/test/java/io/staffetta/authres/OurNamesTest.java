package io.staffetta.authres;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Header;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

class OurNamesTest {

    private final OurNames ours =
            OurNames.of(List.of("mx.example.org", ".inside.example", "b\u00fccher.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.org; spf=pass",
                "mx.example.org;spf=pass",
                "mx.example.org",
                "mx.example.org ; none",
                "MX.Example.ORG; spf=pass",
                "mx.example.org.; spf=pass",
                "mx.example.org 1; spf=pass",
                "mx.example.org 1 (one); spf=pass",
                "(a comment) mx.example.org; spf=pass",
                "(a (nested \\) one)) mx.example.org (x) 1 (y); spf=pass",
                "\"mx.example.org\"; spf=pass",
                "\"mx.exam\\ple.org\"; spf=pass",
                "\r\n\tmx.example.org;\r\n\tspf=pass",
                "(x)\r\n (y)\r\n mx.example.org\r\n ;\r\n spf=pass",
                "\"mx.example.\r\n org\"; spf=pass",
                "one.inside.example; spf=pass",
                "b\u00fccher.example; spf=pass",
                "B\u00dcCHER.example; spf=pass",
                "xn--bcher-kva.example; spf=pass",
                // Nobody can read these.
                "mx.example.org spf=pass",
                "mx.example.org, spf=pass",
                "mx(x).example.org; spf=pass",
                "mx. example.org; spf=pass",
                "spf=pass mx.example.org",
                "(mx.example.org; spf=pass",
                "\"mx.example.org; spf=pass",
                "<mx.example.org>; spf=pass",
                "mx.example.org/1; spf=pass",
                "; mx.example.org; spf=pass",
                "\u00a0mx.example.org; spf=pass",
                "mx.example.org\u2003; spf=pass",
                "mx.example.org\u00851; spf=pass",
            })
    void areForged(String value) {
        assertThat(ours.areClaimedBy(field(value))).isTrue();
        assertThat(ours.areClaimedBy(new Header("AUTHENTICATION-results", value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.net; spf=pass",
                "example.org; spf=pass",
                "a.mx.example.org; spf=pass",
                "inside.example; spf=pass",
                "(mx.example.org) mx.example.net; spf=pass",
                "mx.example.net; spf=pass smtp.mailfrom=mx.example.org",
                "mx.example.net 1; none",
                "foo.example.net (foobar) 1 (baz);\r\n"
                        + " dkim (Because I like it) / 1 (One yay) = (wait for it) fail",
                "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.net",
                "",
                " ",
                "(",
                "\"",
                ";",
            })
    void areOfOthers(String value) {
        assertThat(ours.areClaimedBy(field(value))).isFalse();
    }

    @Test
    void otherFieldsAreNobodysBusiness() {
        assertThat(
                        ours.areClaimedBy(
                                Header.of(
                                        "ARC-Authentication-Results", "i=1; mx.example.org; none")))
                .isFalse();
        assertThat(ours.areClaimedBy(Header.of("Subject", "mx.example.org; spf=pass"))).isFalse();
    }

    @Test
    void longRubbishIsReadInOneGo() {
        for (var piece : List.of("(", "(\\", "\"", "()", "a ", "mx.example.org(", ";", "\\")) {
            ours.areClaimedBy(field(piece.repeat(200_000)));
        }
    }

    @Test
    void rubbishNeverThrows() {
        var random = new Random(8601);
        var pieces =
                List.of(
                        "mx", ".", "example", "org", "(", ")", "\"", "\\", ";", " ", "1", "=",
                        "\r\n ", "\u00fc");
        for (int i = 0; i < 50_000; i++) {
            var value = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                value.append(pieces.get(random.nextInt(pieces.size())));
            }
            if (!value.toString().endsWith("\r\n ")) {
                ours.areClaimedBy(field(value.toString()));
            }
        }
    }

    private static Header field(String value) {
        return new Header("Authentication-Results", " " + value);
    }
}
