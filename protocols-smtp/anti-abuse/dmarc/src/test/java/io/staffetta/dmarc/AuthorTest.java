package io.staffetta.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Header;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class AuthorTest {

    private static Author of(String value) {
        return Author.of(
                List.of(Header.of("Subject", "x@y.example"), new Header("fRoM", " " + value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.org",
                "<ann@example.org>",
                "Ann <ann@example.org>",
                "Ann <ann@EXAMPLE.org.>",
                "\"a@b.example\" <ann@example.org>",
                "\"a \\\" <a@b.example>\" <ann@example.org>",
                "(a@b.example) ann@example.org (c (d) \\) @)",
                "Ann, Inc. <ann@example.org>",
                "via @list <ann@example.org>",
                "\"very.(),:;<>[]\\\".VERY.\\\"very@\\\\ \\\"very\\\".unusual\"@example.org",
                "Ann <ann@example.org>, bob@example.org",
                "Friends: ann@example.org, Bob <bob@example.org>;",
                "Ann <@a.example,@b.example:ann@example.org>",
                "ann @ example . org",
                "=?utf-8?q?Ann?= <ann@example.org>",
                "[Brand] \u00c4nn <ann@example.org>",
                "EXAMPLE\\ann <ann@example.org>",
                "Ann <ann@example.org> of Example",
                "a@b.example <ann@example.org>",
                "Ann <ann@example.org>,",
                "Ann\r\n <ann@example.org>"
            })
    void oneDomain(String value) {
        assertThat(of(value)).isEqualTo(new Author.Known("example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ann",
                "<>",
                "ann",
                "<ann>",
                "undisclosed: ;",
                "ann@[192.0.2.1]",
                "ann@",
                "@example.org",
                "ann@example..org",
                "ann@example.org bob",
                "ann@b@example.org",
                "<ann@b.example@example.org>",
                "ann@example.org, bob@example.com",
                "Ann <ann@example.org> <bob@example.com>",
                "Ann <ann@example.org> bob@example.com",
                "bob@example.com: ann@example.org;",
                "\\\" <bob@example.com>, \\\" <ann@example.org>",
                "Ann <ann@example.org>, Bob <bob@example.com>",
                "Ann <ann@example.org>, bob",
                "Ann <ann@example.org>, <bob>",
                "\"Ann <ann@example.org>",
                "(Ann <ann@example.org>",
                "Ann <ann@example.org",
                "Ann <ann<x@example.org>",
                "ann@exa\u0000mple.org",
                "ann@exa mple.org",
                "ann@\"example.org\""
            })
    void noneOrSeveral(String value) {
        // A word without "@" is part of a display name with a comma in it.
        if (value.endsWith(">, bob")) {
            assertThat(of(value)).isEqualTo(new Author.Known("example.org"));
        } else {
            assertThat(of(value)).isInstanceOf(Author.Unclear.class);
        }
    }

    @Test
    void otherScriptsAreComparedAsALabels() {
        assertThat(of("J\u00f6rg <j\u00f6rg@B\u00dcCHER.example>"))
                .isEqualTo(new Author.Known("xn--bcher-kva.example"));
        assertThat(of("j@b\u00fccher.example, k@xn--bcher-kva.example"))
                .isEqualTo(new Author.Known("xn--bcher-kva.example"));
    }

    @Test
    void thereMustBeOneField() {
        var one = Header.of("From", "ann@example.org");
        assertThat(Author.of(List.of())).isInstanceOf(Author.Unclear.class);
        assertThat(Author.of(List.of(one, one))).isInstanceOf(Author.Unclear.class);
    }

    @Test
    void longFieldsTakeNoTime() {
        assertThat(of("a@example.org,".repeat(50_000))).isEqualTo(new Author.Known("example.org"));
        assertThat(of("(".repeat(500_000))).isInstanceOf(Author.Unclear.class);
        assertThat(of("<".repeat(500_000))).isInstanceOf(Author.Unclear.class);
        assertThat(of("a@" + "b.".repeat(250_000))).isInstanceOf(Author.Unclear.class);
        assertThat(of("a@" + " ".repeat(500_000) + "example.org"))
                .isEqualTo(new Author.Known("example.org"));
    }
}
