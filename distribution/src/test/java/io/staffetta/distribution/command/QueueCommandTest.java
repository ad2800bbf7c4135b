package io.staffetta.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.distribution.Home;
import io.staffetta.kernel.admin.Explanation;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The commands against a real server with a queue that obeys.
class QueueCommandTest {

    private static final Instant ARRIVED = Instant.parse("2026-01-02T03:04:05Z");

    /// What a terminal must not see: ESC, C1, DEL, a direction override.
    private static final String EVIL = "\u001b[2J\u009b1m\u007f\u202eevil";

    private TestServer server;

    @BeforeEach
    void start() {
        server =
                TestServer.start(
                        TestServer.DEFAULT_CONFIG
                                .replace("queue use=\"memory\"", "queue use=\"ledger\"")
                                .replace("enabled=\"false\"", "bind=\"127.0.0.1:0\""),
                        registrar ->
                                registrar.queue("ledger", LedgerQueue.class, NoSettings.class));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void messagesAreListed() throws Exception {
        var id = store("a@example.org", "451 " + EVIL);
        var held = store("", "later");
        assertThat(run("queue", "hold", held, "--reason", "quarantine").out())
                .isEqualTo("Held 1 message.\n");

        assertThat(done("queue", "list"))
                .containsPattern(
                        id
                                + "\\s+deferred\\s+2026-01-02T03:04:05Z\\s+\\d+\\s+<a@example.org>\\s+b@example.net\\s+queued:"
                                + " 451 \\?\\[2J\\?1m\\?\\?evil")
                .containsPattern(held + "\\s+hold\\s.*<>\\s+b@example.net\\s+held: quarantine");
        assertThat(done("queue", "list", "--from", "<>")).contains(held).doesNotContain(id + " ");
        assertThat(done("queue", "list", "--limit", "1")).endsWith("… and 1 more\n");
        assertThat(done("queue", "list", "--from", "x@y.z")).isEqualTo("No message of 2 fits.\n");

        var json = json("queue", "list", "--status", "deferred");
        assertThat(json).hasSize(1);
        var message = json.get(0);
        assertThat(message.get("queue_name").asString()).isEqualTo("deferred");
        assertThat(message.get("queue_id").asString()).isEqualTo(id);
        assertThat(message.get("arrival_time").asLong()).isEqualTo(ARRIVED.getEpochSecond());
        assertThat(message.get("forced_expire").asBoolean()).isFalse();
        assertThat(message.get("sender").asString()).isEqualTo("a@example.org");
        assertThat(message.has("hold_reason")).isFalse();
        var recipient = message.get("recipients").get(0);
        assertThat(recipient.get("address").asString()).isEqualTo("b@example.net");
        assertThat(recipient.get("orig_address").asString()).isEqualTo("c@example.com");
        assertThat(recipient.get("delay_reason").asString()).isEqualTo("451 " + EVIL);
    }

    @Test
    void aMessageIsShownWithoutHarmToTheTerminal() throws Exception {
        var id = store("a@example.org", "451 " + EVIL);

        var text = done("queue", "show", id, "--headers", "--content");
        assertThat(text)
                .containsPattern("envid\\s+E1")
                .containsPattern("ret\\s+HDRS")
                .containsPattern("body\\s+8BITMIME")
                .containsPattern("requiretls\\s+yes")
                .containsPattern("listener\\s+smtps")
                .containsPattern("client\\s+192.0.2.1")
                .containsPattern("account\\s+ann")
                .containsPattern("orcpt\\s+rfc822;o@example.com")
                .containsPattern("notify\\s+FAILURE,DELAY")
                .containsPattern("attempt\\s+2026-01-02T03:04:05Z  no route")
                .contains("Subject: ?[2Jx\n\tfolded\n")
                .contains("b\uFFFDdy\n");
        assertThat(text.codePoints())
                .noneMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c));

        var output = run("queue", "show", id, "--headers", "--content", "--json").out();
        assertThat(output).matches("[ -~\\n]+");
        var json = JsonMapper.shared().readTree(output);
        assertThat(json.get("envid").asString()).isEqualTo("E1");
        assertThat(json.get("recipients").get(0).get("notify").get(1).asString())
                .isEqualTo("DELAY");
        assertThat(json.get("recipients").get(0).get("history").get(0).get("reply").asString())
                .isEqualTo("no route");
        assertThat(json.get("headers").get("fields").get(0).get("value").asString())
                .isEqualTo("\u001b[2Jx\r\n\tfolded");
        assertThat(json.get("content").get("encoding").asString()).isEqualTo("base64");
        assertThat(Base64.getDecoder().decode(json.get("content").get("data").asString()))
                .isEqualTo(content());

        assertThat(done("queue", "show", id, "--content", "--max-octets", "9"))
                .endsWith("\n\nSubject:\n… cut after 9 octets; --max-octets for more\n");
        var cut = json("queue", "show", id, "--content", "--max-octets", "9").get("content");
        assertThat(cut.get("encoding").asString()).isEqualTo("utf-8");
        assertThat(cut.get("truncated").asBoolean()).isTrue();
        assertThat(json("queue", "show", id).has("content")).isFalse();
        assertThat(run("queue", "show", id, "--max-octets", "0").code()).isEqualTo(2);
        assertThat(run("queue", "show", id, "--raw").code()).isEqualTo(2);
    }

    @Test
    void ordersSayHowManyMessagesAndWhatWentWrong() throws Exception {
        var first = store("", "later");
        var second = store("", "later");

        var partly = run("queue", "hold", first, "zzz");
        assertThat(partly.out()).isEqualTo("Held 1 message.\n");
        assertThat(partly.err()).isEqualTo("staffetta: there is no message zzz in the queue\n");
        assertThat(partly.code()).isEqualTo(1);

        assertThat(done("queue", "retry")).isEqualTo("Due now: 1 message.\n");
        assertThat(run("queue", "retry", first).err())
                .isEqualTo("staffetta: message %s is held; release it instead\n".formatted(first));
        assertThat(done("queue", "release", "--all")).isEqualTo("Released 1 message.\n");
        assertThat(done("queue", "release", first)).isEqualTo("Released 0 messages.\n");
        assertThat(json("queue", "hold", first, second).get("messages").asInt()).isEqualTo(2);
        assertThat(run("queue", "bounce", first))
                .isEqualTo(new Result(1, "", "staffetta: this queue has no such verb\n"));
        assertThat(run("queue", "hold", "no-such-id").err())
                .isEqualTo("staffetta: not a queue id: no-such-id\n");
        assertThat(run("queue", "show", "zzz"))
                .isEqualTo(new Result(1, "", "staffetta: there is no message zzz in the queue\n"));
    }

    @Test
    void whatCannotBeTakenBackNeedsAYes() throws Exception {
        store("", "later");
        store("", "later");
        store("a@example.org", "later");

        var asked = run("queue", "delete", "--from", "<>");
        assertThat(asked)
                .isEqualTo(
                        new Result(
                                1,
                                "",
                                "staffetta: this would delete 2 messages; add --yes to do it\n"));
        assertThat(json("queue", "list")).hasSize(3);
        assertThat(done("queue", "delete", "--from", "<>", "--yes"))
                .isEqualTo("Deleted 2 messages.\n");
        assertThat(run("queue", "bounce", "--all").err())
                .isEqualTo("staffetta: this would bounce 1 message; add --yes to do it\n");
        var left = json("queue", "list").get(0).get("queue_id").asString();
        assertThat(done("queue", "delete", left)).isEqualTo("Deleted 1 message.\n");
        assertThat(done("queue", "list")).isEqualTo("The queue is empty.\n");
    }

    @Test
    void aSelectionIsEitherIdsOrAFilter() {
        for (var words :
                List.of(
                        List.of("queue", "delete"),
                        List.of("queue", "hold"),
                        List.of("queue", "delete", "1", "--all"),
                        List.of("queue", "retry", "1", "--from", "a@b.c"),
                        List.of("queue", "list", "--older-than", "soon"),
                        List.of("queue", "list", "--older-than", "-1h"),
                        List.of("queue", "list", "--status", "lost"))) {
            assertThat(run(words.toArray(String[]::new)).code()).as(words.toString()).isEqualTo(2);
        }
        assertThat(run("queue", "list", "--older-than", "1h30m").code()).isZero();
        assertThat(run("queue", "list", "--older-than", "99999d").code()).isZero();
    }

    @Test
    void destinationsAreCountedSuspendedAndResumed() {
        assertThat(done("queue", "destinations"))
                .containsPattern(
                        "DESTINATION\\s+TOTAL\\s+<5m\\s+<30m\\s+<2h\\s+<8h\\s+<1d\\s+older")
                .containsPattern("TOTAL\\s+3\\s+1\\s+0\\s+0\\s+0\\s+0\\s+2\\s+-")
                .containsPattern(
                        "example.net\\s+3\\s+1\\s+0\\s+0\\s+0\\s+0\\s+2\\s+421 \\?\\[2Jbusy");
        assertThat(done("queue", "suspend", "Example.NET", "--reason", "their request"))
                .isEqualTo("Nothing goes to Example.NET until it is resumed.\n");
        assertThat(done("queue", "destinations")).contains("suspended: their request");
        var json = json("queue", "destinations").get(0);
        assertThat(json.get("destination").asString()).isEqualTo("example.net");
        assertThat(json.get("messages").asInt()).isEqualTo(3);
        assertThat(json.get("by_age")).hasSize(6);
        assertThat(json.get("by_age").get(0).get("seconds").asInt()).isEqualTo(300);
        assertThat(json.get("suspended").asString()).isEqualTo("their request");
        assertThat(run("queue", "suspend", "example.net", "--reason", "a\nb").err())
                .isEqualTo("staffetta: control character in the reason\n");

        assertThat(done("queue", "resume", "example.net"))
                .isEqualTo("Mail goes to example.net again.\n");
        assertThat(run("queue", "resume", "example.net"))
                .isEqualTo(new Result(1, "", "staffetta: example.net is not suspended\n"));
        assertThat(done("queue", "flush", "example.net")).isEqualTo("Due now: 0 messages.\n");
    }

    @Test
    void anExplanationBeginsWithTheVerdict() {
        var explanation =
                new Explanation(
                        "would be refused: 550 \u001b[1m",
                        List.of(
                                new Explanation.Step("mail", "hook spf", "next", ""),
                                new Explanation.Step("rcpt", "relay guard", "550", "\nno permit")));
        assertThat(ExplainCommand.text(explanation))
                .isEqualTo(
                        """
                        would be refused: 550 ?[1m

                        PHASE  ASKED        ANSWER  WHY
                        mail   hook spf     next
                        rcpt   relay guard  550     ?no permit\
                        """);
        assertThat(ExplainCommand.text(new Explanation("x", List.of()))).isEqualTo("x");
    }

    private String store(String sender, String reply) throws IOException {
        var parameters =
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.EIGHT_BIT_MIME,
                        false,
                        true,
                        Optional.of("E1"),
                        Optional.of(MailParameters.Returned.HEADERS),
                        Optional.empty());
        var wishes =
                new RecipientParameters(
                        Set.of(
                                RecipientParameters.Notify.DELAY,
                                RecipientParameters.Notify.FAILURE),
                        Optional.of("rfc822;o@example.com"));
        var envelope =
                new Envelope(
                        ARRIVED,
                        ReversePath.parse(sender),
                        parameters,
                        List.of(
                                new Recipient(
                                        Mailbox.parse("b@example.net"),
                                        Mailbox.parse("c@example.com"),
                                        wishes)),
                        new Envelope.Origin("smtps", "192.0.2.1", "me", Optional.of("ann")));
        var spool = server.server().spool();
        var id = spool.store(envelope, Optional.empty(), content(), spool.draft(), 0).id();
        spool.record(
                id,
                Map.of(
                        0,
                        new RecipientProgress(
                                RecipientProgress.State.QUEUED,
                                1,
                                ARRIVED.plusSeconds(60),
                                reply,
                                List.of(new RecipientProgress.Attempt(ARRIVED, "no route")),
                                false)));
        return id.toString();
    }

    private static byte[] content() {
        return "Subject: \u001b[2Jx\r\n\tfolded\r\n\r\nb\u00f6dy\r\n".getBytes(ISO_8859_1);
    }

    private record Result(int code, String out, String err) {}

    private String done(String... words) {
        var result = run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private JsonNode json(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.add("--json");
        return JsonMapper.shared().readTree(done(all.toArray(String[]::new)));
    }

    private Result run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", server.folder().resolve("data").toString()));
        int code =
                StaffettaCommand.commandLine(new Home(server.folder()))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }
}
