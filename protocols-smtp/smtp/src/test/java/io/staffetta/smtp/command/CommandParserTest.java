package io.staffetta.smtp.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.mail.ReversePath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

class CommandParserTest {

    private static final Set<Extension> ALL = EnumSet.allOf(Extension.class);
    private static final CommandParser PARSER =
            new CommandParser(Domain.parse("mx.example.org"), false);

    private static Command parse(String line) throws Refused {
        return PARSER.parse(Verb.of(line), line);
    }

    @Test
    void readsAllParametersOfMail() throws Exception {
        var mail =
                (Command.Mail)
                        parse(
                                "mail from:<a@Example.com> SIZE=7 BODY=8BITMIME SMTPUTF8 REQUIRETLS"
                                        + " ENVID=QQ+2B+20x RET=HDRS AUTH=e+3Dmc2@example.com");
        assertThat(mail.sender()).isEqualTo(ReversePath.of(Mailbox.parse("a@example.com")));
        assertThat(MailValues.of(mail.parameters(), ALL))
                .isEqualTo(
                        new MailParameters(
                                OptionalLong.of(7),
                                BodyType.EIGHT_BIT_MIME,
                                true,
                                true,
                                Optional.of("QQ+ x"),
                                Optional.of(MailParameters.Returned.HEADERS),
                                Optional.of("e=mc2@example.com")));
    }

    @Test
    void readsAllParametersOfRcpt() throws Exception {
        var rcpt =
                (Command.Rcpt)
                        parse("RCPT TO:<b@example.org> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b+2Bc@d");
        var values = RecipientValues.of(rcpt.parameters(), ALL, true);
        assertThat(values.notifyOn()).containsExactlyInAnyOrder(Notify.SUCCESS, Notify.DELAY);
        assertThat(values.originalRecipient()).contains("rfc822;b+c@d");
    }

    @Test
    void keepsInternationalisedOriginalRecipients() throws Exception {
        var rcpt = (Command.Rcpt) parse("RCPT TO:<b@example.org> ORCPT=utf-8;ü@example.org");
        assertThat(RecipientValues.of(rcpt.parameters(), ALL, true).originalRecipient())
                .contains("utf-8;ü@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8;b\\x{F6}b@example.org, utf-8;böb@example.org",
        "UTF-8;b\\x{f6}b\\x{2B}\\x{3D}x@example.org, UTF-8;böb+=x@example.org",
        "utf-8;\\x{1F600}@example.org, utf-8;\uD83D\uDE00@example.org",
        "utf-8;\\x{5C}x{F6}@example.org, utf-8;\\x{F6}@example.org",
        "utf-8;b+2Bx@example.org, utf-8;b+x@example.org",
        "x400;/C=de/S=b+20b/, x400;/C=de/S=b b/",
    })
    void decodesOriginalRecipients(String given, String decoded) throws Exception {
        var rcpt = (Command.Rcpt) parse("RCPT TO:<b@example.org> ORCPT=" + given);
        assertThat(RecipientValues.of(rcpt.parameters(), ALL, false).originalRecipient())
                .contains(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf-8;a\\x{0A}b",
                "utf-8;a\\x{7F}b",
                "utf-8;a\\x{85}b",
                "utf-8;a\\x{D800}b",
                "utf-8;a\\x{110000}b",
                "utf-8;a\\x{F}b",
                "utf-8;a\\x{}b",
                "utf-8;a\\x{F6",
                "utf-8;a\\b",
                "utf-8;a+b",
                "utf-8;a+0Ab",
                "utf-8;",
                "rfc822;+20",
                "rfc822;b\u00f6b@example.org",
                "rfc_822;b@example.org",
            })
    void refusesMalformedOriginalRecipients(String given) throws Exception {
        var rcpt = (Command.Rcpt) parse("RCPT TO:<b@example.org> ORCPT=" + given);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> RecipientValues.of(rcpt.parameters(), ALL, true))
                .satisfies(refused -> assertThat(refused.reply()).isEqualTo(Replies.BAD_PARAMETER));
    }

    @Test
    void saturatesASizeBeyondAnyNumber() throws Exception {
        var mail = (Command.Mail) parse("MAIL FROM:<> SIZE=99999999999999999999");
        assertThat(MailValues.of(mail.parameters(), ALL).size()).hasValue(Long.MAX_VALUE);
    }

    @Test
    void ignoresSourceRoutes() throws Exception {
        var rcpt = (Command.Rcpt) parse("RCPT TO:<@a.example,@b.example:c@example.org>");
        assertThat(rcpt.recipient()).isEqualTo(Mailbox.parse("c@example.org"));
    }

    @Test
    void mapsThePostmasterToOurselves() throws Exception {
        var rcpt = (Command.Rcpt) parse("RCPT TO:<Postmaster>");
        assertThat(rcpt.recipient()).isEqualTo(Mailbox.parse("Postmaster@mx.example.org"));
    }

    @Test
    void doesNotTakeAVerbThatOnlyBeginsLikeOne() throws Exception {
        assertThat(parse("STARTTLSX")).isEqualTo(new Command.Unknown("STARTTLSX"));
        assertThat(parse("DATAA")).isEqualTo(new Command.Unknown("DATAA"));
        assertThat(parse("QUITE")).isEqualTo(new Command.Unknown("QUITE"));
    }

    @Test
    void neverShowsAnInitialResponse() throws Exception {
        assertThat(parse("AUTH PLAIN AHVzZXIAc2VjcmV0").toString()).isEqualTo("Auth[PLAIN]");
    }

    /// Whatever comes, the parser gives a command or its own refusal.
    @Test
    void throwsNothingButRefusals() {
        var random = new Random(2821);
        var pieces =
                ("MAIL FROM:|RCPT TO:|EHLO|BDAT|AUTH|NOOP| | "
                     + " |<|>|@|.|,|:|;|=|\"|\\|a|b@c|<a@b>|[1.2.3.4]"
                     + "|[IPv6:::1]|SIZE=|BODY=8BITMIME|ENVID=|+2|+2B|NOTIFY=NEVER|ORCPT=rfc822;"
                     + "|ORCPT=utf-8;|AUTH=<>|RET=FULL|SMTPUTF8|LAST|99999999999999999999|0|-1|ü"
                     + "|\uD83D\uDE00|\u2028|xn--|postmaster|\uFFFD|%|*")
                        .split("\\|");
        int commands = 0;
        for (int round = 0; round < 100_000; round++) {
            var line = new StringBuilder();
            for (int i = random.nextInt(10); i >= 0; i--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                switch (parse(line.toString())) {
                    case Command.Mail mail -> MailValues.of(mail.parameters(), ALL);
                    case Command.Rcpt rcpt -> RecipientValues.of(rcpt.parameters(), ALL, true);
                    default -> {}
                }
                commands++;
            } catch (Refused refused) {
                assertThat(refused.reply().code()).as(line.toString()).isBetween(500, 555);
            }
        }
        assertThat(commands).isPositive();
    }
}
