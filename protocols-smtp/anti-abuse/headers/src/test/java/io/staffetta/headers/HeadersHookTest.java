package io.staffetta.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.FilteredServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

class HeadersHookTest {

    private static final String NOW = ago(0);
    private static final String GOOD =
            "From: Bob <bob@sender.example>\nDate: " + NOW + "\nSubject: Ciao\n";

    @Test
    void aGoodMessagePasses() throws Exception {
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send(GOOD + "\nText")).startsWith("250 ");
            assertThat(mta.hasDelivered()).isTrue();
            assertThat(mta.server().server().metrics()).contains("check=\"headers\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Subject: again                      | 5.6.0 | more than one Subject
                    From: Eve <eve@evil.example>        | 5.6.0 | more than one From
                    Date: Mon, 1 Jan 2001 00:00:00 GMT  | 5.6.0 | more than one Date
                    X-Name: Grüße                       | 5.6.0 | without SMTPUTF8
                    this is no field                    | 5.6.0 | is no header field
                    """)
    void aBadFieldIsRefusedAndWhenObservedIsNot(String field, String status, String text)
            throws Exception {
        var message = GOOD + field + "\n\nText";
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send(message)).startsWith("550 " + status).contains(text);
            assertThat(mta.hasDelivered()).isFalse();
        }
        try (var mta = started("<hook use='headers' mode='observe'/>")) {
            assertThat(mta.send(message)).startsWith("250 ");
            assertThat(mta.hasDelivered()).isTrue();
            assertThat(mta.server().server().metrics())
                    .containsPattern("hook_decisions_total\\{[^}]*decision=\"refuse\"[^}]*} 1");
        }
    }

    @Test
    void whatIsMissingIsRefused() throws Exception {
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send("From: bob@sender.example\n\nText"))
                    .startsWith("550 5.6.0")
                    .contains("no Date");
            assertThat(mta.send("Date: " + NOW + "\n\nText")).contains("no From");
        }
        try (var mta = started("<hook use='headers'><required>Message-ID</required></hook>")) {
            assertThat(mta.send(GOOD + "\nText")).contains("no Message-ID");
            assertThat(mta.send("Message-ID: <1@x.example>\n\nText")).startsWith("250 ");
        }
    }

    @Test
    void limitsHold() throws Exception {
        var hook =
                "<hook use='headers'><max-fields>4</max-fields><max-field-size>100</max-field-size>"
                        + "<max-line>90</max-line></hook>";
        try (var mta = started(hook)) {
            assertThat(mta.send(GOOD + "X: 1\n\nText")).startsWith("250 ");
            assertThat(mta.send(GOOD + "X: 1\nX: 2\n\nText")).contains("5 header fields");
            assertThat(mta.send(GOOD + "X: " + "x".repeat(50) + "\n " + "y".repeat(50) + "\n\nT"))
                    .contains("more than 100 octets");
            assertThat(mta.send(GOOD + "X: " + "x".repeat(91) + "\n\nT"))
                    .contains("line of more than 90");
        }
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send(GOOD + "X: " + "x".repeat(995) + "\n\nT")).startsWith("250 ");
            assertThat(mta.send(GOOD + "X: " + "x".repeat(996) + "\n\nT")).startsWith("550 5.6.0");
        }
    }

    @Test
    void theDateMustLieInTheWindow() throws Exception {
        var from = "From: bob@sender.example\nDate: ";
        try (var mta = started("<hook use='headers'><date-past>7d</date-past></hook>")) {
            assertThat(mta.send(from + ago(6) + "\n\nT")).startsWith("250 ");
            assertThat(mta.send(from + ago(8) + "\n\nT")).contains("in the past");
            assertThat(mta.send(from + ago(8) + "\nResent-Date: " + NOW + "\n\nT"))
                    .startsWith("250 ");
            assertThat(mta.send(from + ago(-1) + "\n\nT")).startsWith("250 ");
            assertThat(mta.send(from + ago(-3) + "\n\nT")).contains("in the future");
            assertThat(mta.send(from + "yesterday\n\nT")).contains("cannot be read");
        }
    }

    @Test
    void fromMustBeOneMailbox() throws Exception {
        var date = "Date: " + NOW + "\nFrom: ";
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send(date + "a@x.example, b@y.example\n\nT"))
                    .startsWith("550 5.6.0")
                    .contains("more than one mailbox");
            assertThat(mta.send(date + "<a@x.example> <b@y.example>\n\nT"))
                    .contains("cannot be read");
            assertThat(mta.send(date + "friends: a@x.example;\n\nT")).contains("cannot be read");
        }
        try (var mta =
                started("<hook use='headers'><several-authors>true</several-authors></hook>")) {
            assertThat(mta.send(date + "a@x.example, b@y.example\n\nT")).startsWith("250 ");
        }
    }

    @Test
    void fromMustAgreeWithTheReversePathIfWanted() throws Exception {
        var date = "Date: " + NOW + "\nFrom: ";
        var hook = "<hook use='headers'><from-aligned-with>reverse-path</from-aligned-with></hook>";
        try (var mta = started(hook)) {
            assertThat(mta.send(date + "x@sender.example\n\nT")).startsWith("250 ");
            assertThat(mta.send(date + "x@news.sender.example\n\nT")).startsWith("250 ");
            assertThat(mta.send(date + "x@other.example\n\nT")).startsWith("550 5.7.1");
            assertThat(mta.send(date + "x@badsender.example\n\nT")).startsWith("550 5.7.1");
            assertThat(mta.send("MAIL FROM:<>", date + "x@other.example\n\nT")).startsWith("250 ");
        }
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send(date + "x@other.example\n\nT")).startsWith("250 ");
        }
    }

    @Test
    void aDisplayNameMayNotShowAnotherAddressIfWanted() throws Exception {
        var date = "Date: " + NOW + "\nFrom: ";
        var hook =
                "<hook use='headers'><actions><display-name>refuse</display-name></actions></hook>";
        try (var mta = started(hook)) {
            assertThat(mta.send(date + "\"ceo@bank.example\" <eve@evil.example>\n\nT"))
                    .startsWith("550 5.7.1");
            assertThat(mta.send(date + "=?utf-8?q?ceo=40bank=2Eexample?= <e@evil.example>\n\nT"))
                    .startsWith("550 5.7.1");
            assertThat(mta.send(date + "\"e@evil.example\" <e@evil.example>\n\nT"))
                    .startsWith("250 ");
        }
        try (var mta = started("<hook use='headers'/>")) {
            assertThat(mta.send(date + "\"ceo@bank.example\" <eve@evil.example>\n\nT"))
                    .startsWith("250 ");
            assertThat(mta.server().server().metrics()).contains("result=\"display-name\"");
        }
    }

    @Test
    void whatIsQuarantinedIsHeld() throws Exception {
        var hook = "<hook use='headers'><actions><date>quarantine</date></actions></hook>";
        try (var mta = started(hook)) {
            assertThat(mta.send("From: b@x.example\nDate: never\n\nT")).startsWith("250 ");
            assertThat(mta.hasDelivered()).isFalse();
        }
    }

    @Test
    void badSettingsAreToldWithTheirPlace() {
        assertThatThrownBy(() -> started("<hook use='headers'><max-line>7</max-line></hook>"))
                .hasMessageContaining("max-line must be at least 78");
    }

    private static String ago(int days) {
        return OffsetDateTime.now(ZoneOffset.UTC)
                .minusDays(days)
                .format(DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static FilteredServer started(String chain) {
        return FilteredServer.start(chain, "", new SmtpPlugin(), new HeadersPlugin());
    }
}
