package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hook `dkim` as operators configure it.
class DkimXmlTest {

    private static final String SIGNED = signed(Lab.MAIL);
    private static final String FORGED = SIGNED.replace("Hi  Bob", "Hi Eve");
    private static final String NAME = "s._domainkey.example.org";

    @Test
    void byDefaultEverythingPassesAndResultsAreWrittenDown() {
        try (var mx = mx("", "")) {
            assertThat(mx.send(SIGNED)).startsWith("250 ");
            assertThat(mx.counted("hook_findings", "check=\"dkim\"", "result=\"pass\"")).isTrue();
            assertThat(mx.counted("hook_findings", "check=\"dkim\"", "result=\"fail\"")).isFalse();
            assertThat(mx.send(FORGED)).startsWith("250 ");
            assertThat(mx.counted("hook_findings", "check=\"dkim\"", "result=\"fail\"")).isTrue();
            assertThat(mx.send(Lab.MAIL)).startsWith("250 ");
            assertThat(mx.counted("hook_findings", "check=\"dkim\"", "result=\"none\"")).isTrue();
            assertThat(mx.deliveries()).isEqualTo(3);
        }
    }

    @Test
    void failuresAreRefusedIfTheOperatorWants() {
        try (var mx = mx("", "<on-fail>refuse</on-fail>")) {
            assertThat(mx.send(FORGED)).startsWith("550 5.7.20 ");
            assertThat(mx.send(SIGNED)).startsWith("250 ");
            assertThat(mx.send(Lab.MAIL)).startsWith("250 ");
            assertThat(mx.deliveries()).isEqualTo(2);
        }
    }

    @Test
    void anObserverRefusesNothing() {
        try (var mx = mx("mode=\"observe\"", "<on-fail>refuse</on-fail>")) {
            assertThat(mx.send(FORGED)).startsWith("250 ");
            assertThat(mx.counted("hook_findings", "result=\"fail\"")).isTrue();
            assertThat(mx.counted("decision=\"refuse\"", "hook=\"dkim\"")).isTrue();
        }
    }

    @Test
    void someDomainsMustSign() {
        try (var mx = mx("", "<require>example.org</require>")) {
            assertThat(mx.send(Lab.MAIL)).startsWith("550 5.7.22 ");
            assertThat(mx.send(FORGED)).startsWith("550 5.7.22 ");
            assertThat(mx.send(Lab.MAIL.replace("ann@example", "ann@sub.example")))
                    .startsWith("550 5.7.22 ");
            assertThat(mx.send(Lab.MAIL.replace("From: Ann <ann@example.org>", "From: \r\n ,")))
                    .startsWith("550 5.7.22 ");
            assertThat(mx.send(Lab.MAIL.replace("ann@example", "ann@eexample"))).startsWith("250 ");
            assertThat(mx.send(SIGNED)).startsWith("250 ");
            mx.dns.fault("other._domainkey.example.org", TestDnsFault.SERVFAIL);
            assertThat(mx.send(SIGNED.replace("s=s;", "s=other;"))).startsWith("451 4.7.5 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "SILENCE", "GARBAGE"})
    void keysThatCannotBeFetchedMakeMailWaitIfTheOperatorWants(String fault) {
        try (var mx =
                mx("", "<on-temperror>tempfail</on-temperror><dns-timeout>1s</dns-timeout>")) {
            mx.dns.fault(NAME, TestDnsFault.valueOf(fault));
            assertThat(mx.send(SIGNED)).startsWith("451 4.7.5 ");
            assertThat(mx.counted("hook_findings", "result=\"temperror\"")).isTrue();
            assertThat(mx.send(Lab.MAIL)).startsWith("250 ");
        }
    }

    @Test
    void clientsThatLoggedInAreNotChecked() {
        try (var mx = mx("", "<on-fail>refuse</on-fail>")) {
            assertThat(mx.send("users", "ann@example.org", "ann@example.org", FORGED))
                    .startsWith("250 ");
            assertThat(mx.counted("hook_findings", "check=\"dkim\"")).isFalse();
        }
        try (var mx =
                mx(
                        "",
                        "<on-fail>refuse</on-fail><check-authenticated>true</check-authenticated>")) {
            assertThat(mx.send("users", "ann@example.org", "ann@example.org", FORGED))
                    .startsWith("550 5.7.20 ");
        }
    }

    @Test
    void octetsThatAreNoTextAndSpacesBeforeColonsArriveAsTheyWere() {
        var odd = Lab.MAIL.replace("Subject: a", "Subject : \u00e9\u00ff a");
        try (var mx = mx("", "<on-fail>refuse</on-fail>")) {
            assertThat(mx.send(SigningXmlTest.signedNow(odd, "simple/simple"))).startsWith("250 ");
            assertThat(mx.counted("hook_findings", "result=\"pass\"")).isTrue();
        }
    }

    private static Mx mx(String attributes, String settings) {
        var mx = new Mx("<hook use=\"dkim\" %s>%s</hook>".formatted(attributes, settings));
        var key = "v=DKIM1; k=rsa; p=" + Lab.published(Lab.RSA.getPublic());
        mx.dns.add(NAME, "TXT", VerifierTest.quoted(key));
        return mx;
    }

    private static String signed(String mail) {
        return SigningXmlTest.signedNow(mail, "relaxed/relaxed");
    }
}
