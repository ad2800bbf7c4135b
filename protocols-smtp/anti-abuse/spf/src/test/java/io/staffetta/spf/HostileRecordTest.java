package io.staffetta.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/// Records by people who mean no good.
class HostileRecordTest {

    private static final SpfLimits LIMITS =
            new SpfLimits(Duration.ofSeconds(20), 10, 2, 10, 65535, 200);
    private static final String[] PIECES = {
        "v=spf1 ",
        "a",
        "mx",
        "ptr",
        "include:",
        "exists:",
        "ip4:",
        "ip6:",
        "redirect=",
        "exp=",
        "all",
        "%{",
        "}",
        "%",
        "d",
        "l",
        "p",
        "r",
        "9",
        "99999999999",
        "-",
        ".",
        "/",
        "//",
        ":",
        "=",
        " ",
        "+",
        "~",
        "?",
        "example",
        "x.example",
        "192.0.2.1",
        "::1",
        "\u0000",
        "\u00ff",
        "{",
        "_",
        ","
    };

    @Test
    void longTermsAreReadInOneGo() {
        assertThat(result("v=spf1 x=" + "a".repeat(60_000) + " -all")).isEqualTo(SpfResult.FAIL);
        assertThat(result("v=spf1 a:" + "a.".repeat(30_000) + "example -all"))
                .isEqualTo(SpfResult.FAIL);
        assertThat(result("v=spf1 x=" + "%{d}".repeat(15_000) + " -all")).isEqualTo(SpfResult.FAIL);
        assertThat(result("v=spf1 exists:" + "%{s}".repeat(15_000) + " -all"))
                .isEqualTo(SpfResult.FAIL);
        assertThat(result("v=spf1" + " ip4:192.0.2.2".repeat(4_000) + " -all"))
                .isEqualTo(SpfResult.FAIL);
        assertThat(result("v=spf1 a" + "/".repeat(60_000))).isEqualTo(SpfResult.PERMERROR);
        assertThat(result("v=spf1 x=" + "a".repeat(66_000))).isEqualTo(SpfResult.PERMERROR);
    }

    @Test
    @Timeout(60)
    void namesOfAMillionLabelsAreCutInOneGo() {
        var domain = "a.".repeat(120) + "example";
        for (var spec : new String[] {"exists:%s -all", "redirect=%s", "-all exp=%s"}) {
            var zone = new CaseZone();
            zone.add(domain, "TXT", "v=spf1 " + spec.formatted("%{d}.".repeat(12_000) + "example"));
            var question =
                    new Question(InetAddress.ofLiteral("192.0.2.1"), "joe", domain, "h", "mx");
            Evaluation.of(question, LIMITS, zone, InstantSource.system());
            assertThat(zone.asked().getLast()).hasSizeBetween(250, 260).contains(".a.example");
        }
    }

    @Test
    void hundredsOfIncludesEndAtTen() {
        var zone =
                new CaseZone().add("d.example", "TXT", "v=spf1" + " include:i.example".repeat(500));
        zone.add("i.example", "TXT", "v=spf1 ?all");
        assertThat(check(zone).result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(zone.asked()).hasSize(11);
    }

    @Test
    void rubbishNeverThrows() {
        var random = new Random(7208);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("v=spf1 ");
            int pieces = random.nextInt(12);
            for (int p = 0; p < pieces; p++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            var zone = new CaseZone().add("d.example", "TXT", text.toString());
            zone.add("x.example", "TXT", text.toString());
            var outcome = check(zone);
            assertThat(outcome.detail()).matches("[ -~]{1,400}");
        }
    }

    private static SpfResult result(String record) {
        return check(new CaseZone().add("d.example", "TXT", record)).result();
    }

    private static SpfOutcome check(CaseZone zone) {
        var question =
                new Question(
                        InetAddress.ofLiteral("192.0.2.1"), "joe", "d.example", "h.example", "mx");
        return Evaluation.of(question, LIMITS, zone, InstantSource.system());
    }
}
