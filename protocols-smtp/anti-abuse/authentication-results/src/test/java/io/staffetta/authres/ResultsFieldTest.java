package io.staffetta.authres;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.mail.Header;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class ResultsFieldTest {

    private final ResultsField ascii = new ResultsField(false, true);
    private final ResultsField utf8 = new ResultsField(true, true);

    // RFC 8601 appendix B; comments and version numbers are left out.
    @Test
    void theExamplesOfTheStandard() {
        var spf = finding("spf", "pass", "smtp.mailfrom", "example.net");
        var auth = finding("auth", "pass", "smtp.auth", "sender@example.net");
        assertThat(text("example.org")).isEqualTo("example.org; none");
        assertThat(text("example.com", spf))
                .isEqualTo("example.com; spf=pass smtp.mailfrom=example.net");
        assertThat(text("example.com", auth, spf))
                .isEqualTo(
                        "example.com; auth=pass smtp.auth=sender@example.net; spf=pass"
                                + " smtp.mailfrom=example.net");
        assertThat(
                        text(
                                "example.com",
                                finding("dkim", "pass", "header.i", "@mail-router.example.net"),
                                new Finding(
                                        "dkim",
                                        "fail",
                                        "bad signature",
                                        Map.of("header.i", "@newyork.example.com"))))
                .isEqualTo(
                        "example.com; dkim=pass header.i=@mail-router.example.net; dkim=fail"
                                + " reason=\"bad signature\" header.i=@newyork.example.com");
    }

    @Test
    void whoseResolverFailedIsNotToldToRecipients() {
        assertThat(
                        text(
                                "example.org",
                                new Finding("spf", "temperror", "127.0.0.1 fails", Map.of())))
                .isEqualTo("example.org; spf=temperror");
    }

    @Test
    void whatIsNoTokenIsQuoted() {
        assertThat(text("a", finding("iprev", "pass", "policy.iprev", "2001:db8::1")))
                .endsWith("policy.iprev=\"2001:db8::1\"");
        assertThat(text("a", finding("dkim", "pass", "header.b", "ab/cd+e=")))
                .endsWith("header.b=\"ab/cd+e=\"");
        assertThat(text("a", finding("auth", "pass", "smtp.auth", "a b\"c\\@example.org")))
                .endsWith("smtp.auth=\"a b\\\"c\\\\\"@example.org");
        assertThat(text("a", finding("auth", "pass", "smtp.auth", "joe")))
                .endsWith("smtp.auth=joe");
        assertThat(text("a", finding("auth", "pass", "smtp.auth", ""))).endsWith("smtp.auth=\"\"");
        assertThat(text("a", finding("spf", "pass", "smtp.helo", "[192.0.2.1]")))
                .endsWith("smtp.helo=\"[192.0.2.1]\"");
        assertThat(text("a", finding("spf", "pass", "smtp.helo", "x\r\nSubject: y; dkim=pass")))
                .endsWith("smtp.helo=\"x Subject: y; dkim=pass\"");
        assertThat(text("a b;c", finding("spf", "pass", "smtp.helo", "x")))
                .startsWith("\"a b;c\";");
    }

    @Test
    void onlyMethodsThatAreRegistered() {
        assertThat(
                        text(
                                "a",
                                finding("greylist", "pass", "x.y", "z"),
                                finding("dnswl", "pass", "dns.zone", "list.example"),
                                finding("spf", "odd-", "x.y", "z"),
                                finding("spf", "none", "not a name", "z")))
                .isEqualTo("a; dnswl=pass dns.zone=list.example; spf=none");
    }

    @Test
    void theSameIsSaidOnce() {
        var spf = finding("spf", "pass", "smtp.helo", "x.example");
        assertThat(text("a", spf, spf)).isEqualTo("a; spf=pass smtp.helo=x.example");
    }

    @Test
    void reasonsCanBeLeftOut() {
        var field =
                new ResultsField(false, false)
                        .of("a", List.of(Finding.of("spf", "fail", "because")));
        assertThat(field.unfolded()).isEqualTo("a;\tspf=fail");
    }

    // RFC 8616 §5: U-labels only where the message may have them.
    @Test
    void beyondAscii() {
        var finding = finding("dmarc", "pass", "header.from", "b\u00fccher.example");
        var mailbox = finding("auth", "pass", "smtp.auth", "j\u00f6@b\u00fccher.example");
        assertThat(text("a", finding)).endsWith("header.from=xn--bcher-kva.example");
        assertThat(text("a", mailbox)).endsWith("smtp.auth=j?@xn--bcher-kva.example");
        assertThat(utf8.of("b\u00fccher.example", List.of(finding, mailbox)).unfolded())
                .isEqualTo(
                        "\"b\u00fccher.example\";\tdmarc=pass header.from=\"b\u00fccher.example\";"
                                + "\tauth=pass smtp.auth=j\u00f6@b\u00fccher.example");
        assertThat(ascii.of("b\u00fccher.example", List.of()).unfolded())
                .isEqualTo("xn--bcher-kva.example; none");
    }

    @Test
    void linesAreFolded() {
        var properties = new LinkedHashMap<String, String>();
        properties.put("header.d", "a-rather-long-domain-name.example.org");
        properties.put("header.i", "@a-rather-long-domain-name.example.org");
        properties.put("header.s", "selector");
        var field =
                ascii.of("mx.example.org", List.of(new Finding("dkim", "pass", "", properties)));
        assertThat(lines(field))
                .containsExactly(
                        "Authentication-Results: mx.example.org;",
                        "\tdkim=pass header.d=a-rather-long-domain-name.example.org",
                        " header.i=@a-rather-long-domain-name.example.org header.s=selector");
    }

    @Test
    void whatIsWrittenCanBeRead() {
        var random = new Random(8601);
        var checks = List.of("spf", "dkim", "dmarc", "auth", "iprev");
        var names = List.of("smtp.mailfrom", "header.d", "header.i", "policy.x-y", "header.b");
        for (int i = 0; i < 20_000; i++) {
            var findings = new ArrayList<Finding>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                var properties = new LinkedHashMap<String, String>();
                for (int p = random.nextInt(4); p > 0; p--) {
                    properties.put(names.get(random.nextInt(names.size())), rubbish(random));
                }
                var check = checks.get(random.nextInt(checks.size()));
                findings.add(new Finding(check, "fail", rubbish(random), properties));
            }
            var id = "mx" + rubbish(random).strip();
            var header = (random.nextBoolean() ? ascii : utf8).of(id, findings);
            var read = FieldReader.read(header.value());
            assertThat(read.infos()).hasSizeBetween(1, findings.size());
            assertThat(read.infos().getFirst().properties().keySet())
                    .isEqualTo(findings.getFirst().properties().keySet());
            assertThat(lines(header)).allMatch(line -> line.length() <= 998 && !line.isBlank());
        }
    }

    private static String rubbish(Random random) {
        var pieces =
                List.of(
                        "a",
                        "example.org",
                        "@",
                        " ",
                        "\"",
                        "\\",
                        ";",
                        "=",
                        "(",
                        ")",
                        "\r\n",
                        "\u00fc",
                        "\t",
                        "\u0000",
                        ".",
                        "/",
                        "\ud800",
                        "-");
        var out = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            out.append(pieces.get(random.nextInt(pieces.size())));
        }
        return out.toString();
    }

    private String text(String id, Finding... findings) {
        return ascii.of(id, List.of(findings)).unfolded().replace('\t', ' ');
    }

    private static List<String> lines(Header header) {
        return List.of((header.name() + ":" + header.value()).split("\r\n"));
    }

    private static Finding finding(String check, String result, String name, String value) {
        return new Finding(check, result, "", Map.of(name, value));
    }
}
