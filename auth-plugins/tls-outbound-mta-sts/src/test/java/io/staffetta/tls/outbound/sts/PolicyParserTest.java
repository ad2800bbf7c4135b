package io.staffetta.tls.outbound.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.tls.outbound.sts.StsPolicy.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

class PolicyParserTest {

    /// RFC 8461, Appendix A.
    private static final String EXAMPLE =
            """
            version: STSv1
            mode: enforce
            mx: mx1.example.com
            mx: mx2.example.com
            mx: mx.backup-example.com
            max_age: 1296000
            """
                    .replace("\n", "\r\n");

    @Test
    void theExamples() throws Exception {
        assertThat(parse(EXAMPLE))
                .isEqualTo(
                        new StsPolicy(
                                Mode.ENFORCE,
                                Duration.ofDays(15),
                                List.of(
                                        "mx1.example.com",
                                        "mx2.example.com",
                                        "mx.backup-example.com"),
                                List.of(
                                        "version: STSv1",
                                        "mode: enforce",
                                        "mx: mx1.example.com",
                                        "mx: mx2.example.com",
                                        "mx: mx.backup-example.com",
                                        "max_age: 1296000")));
        // RFC 8461 §3.2.
        var other =
                """
                version: STSv1
                mode: enforce
                mx: mail.example.com
                mx: *.example.net
                mx: backupmx.example.com
                max_age: 604800\
                """;
        assertThat(parse(other).hosts())
                .containsExactly("mail.example.com", "*.example.net", "backupmx.example.com");
    }

    @Test
    void anyOrderAndUnknownFields() throws Exception {
        var policy =
                parse(
                        "max_age:1\nx-y.z_1: \u00fcber  alles\nmx:\t *.EXAMPLE.org \n\n"
                                + "mode: testing\nversion: STSv1");

        assertThat(policy.mode()).isEqualTo(Mode.TESTING);
        assertThat(policy.maxAge()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.hosts()).containsExactly("*.example.org");
    }

    @Test
    void ofTwoTheFirstCounts() throws Exception {
        var policy = parse(EXAMPLE + "mode: none\nmax_age: 5\nversion: STSv2\n");

        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(15));
    }

    @Test
    void noneNeedsNoHosts() throws Exception {
        assertThat(parse("version: STSv1\nmode: none\nmax_age: 0").mode()).isEqualTo(Mode.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: enforce\\nmx: a.b\\nmax_age: 1|it lacks 'version'",
                "version: STSv1\\nmx: a.b\\nmax_age: 1|it lacks 'mode'",
                "version: STSv1\\nmode: enforce\\nmx: a.b|it lacks 'max_age'",
                "version: STSv1\\nmode: enforce\\nmax_age: 1|it lacks 'mx'",
                "version: STSv1\\nmode: testing\\nmax_age: 1|it lacks 'mx'",
                "version: stsv1\\nmode: none\\nmax_age: 1|version 'stsv1' is not STSv1",
                "version: STSv1\\nmode: Enforce\\nmx: a.b\\nmax_age: 1|mode 'Enforce' is unknown",
                "version: STSv1\\nmode: none\\nmax_age: -1|max_age '-1' is not a number of seconds",
                "version: STSv1\\nmode: none\\nmax_age: 12345678901|max_age '12345678901' is not a"
                        + " number of seconds",
                "version: STSv1\\nmode: none\\nmax_age:|max_age '' is not a number of seconds",
                "version: STSv1\\nmode : none\\nmax_age: 1|line 'mode : none' is not a key and a"
                        + " value",
                "version: STSv1\\n"
                        + " mode: none\\nmax_age: 1|line ' mode: none' is not a key and a value",
                "version: STSv1\\nMode: none\\nmax_age: 1|it lacks 'mode'",
                "version: STSv1\\nmode: none\\nmax_age: 1\\njunk|line 'junk' is not a key and a"
                        + " value"
            })
    void refused(String text, String why) {
        assertInvalid(text.replace("\\n", "\n"), "the policy is not valid: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*.",
                ".example.org",
                "mx.*.example.org",
                "*.*.example.org",
                "m*.example.org",
                "mx.example.org.",
                "-a.example",
                "a..b",
                "b\u00fccher.example",
                "[192.0.2.1]",
                "",
                "a b"
            })
    void neitherHostsNorWildcards(String host) {
        assertInvalid(
                "version: STSv1\nmode: none\nmax_age: 1\nmx: " + host,
                "the policy is not valid: mx '" + host + "' is neither a host nor a wildcard");
    }

    @Test
    void notText() {
        for (var octets :
                List.of(
                        new byte[] {(byte) 0xC3},
                        new byte[0],
                        "\u0000".getBytes(StandardCharsets.UTF_8),
                        "\ufeffversion: STSv1".getBytes(StandardCharsets.UTF_8),
                        "version: STSv1\rmode: none\rmax_age: 1"
                                .getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> PolicyParser.parse(octets))
                    .isInstanceOf(PolicyFailure.class)
                    .message()
                    .doesNotContain("\r", "\u0000");
        }
    }

    @Test
    void whateverComes() {
        var random = new Random(8461);
        for (int i = 0; i < 20_000; i++) {
            var octets = EXAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(8); change >= 0; change--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            try {
                var policy = PolicyParser.parse(octets);
                assertThat(policy.hosts()).isNotEmpty();
                assertThat(policy.lines())
                        .noneMatch(line -> line.matches(".*[\\p{Cntrl}&&[^\t]].*"));
            } catch (PolicyFailure e) {
                assertThat(e.result()).isEqualTo(Result.STS_POLICY_INVALID);
                assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(310);
            }
        }
    }

    /// RFC 8461 §4.1.
    @ParameterizedTest
    @CsvSource({
        "mx.example.com, mx.example.com, true",
        "mx.example.com, mx2.example.com, false",
        "mx.example.com, a.mx.example.com, false",
        "*.example.com, mx.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, foo.bar.example.com, false",
        "*.example.com, .example.com, false",
        "*.com, example.com, true",
        "*.example.com, mx.example.org, false",
        "mx, mx, true",
        "*.mx, mx, false"
    })
    void hostsThatFit(String pattern, String host, boolean fits) {
        var policy = new StsPolicy(Mode.ENFORCE, Duration.ZERO, List.of(pattern), List.of());

        assertThat(policy.match(host).isPresent()).isEqualTo(fits);
    }

    private static void assertInvalid(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        PolicyFailure.class,
                        e -> assertThat(e.result()).isEqualTo(Result.STS_POLICY_INVALID))
                .hasMessage(message);
    }

    private static StsPolicy parse(String text) throws PolicyFailure {
        return PolicyParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
