package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// Every verb of the queue by the command line, with mail that waits for a server that is not
/// there.
class QueueVerbsIT {

    private static final String ANNA = "anna@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String FAR = "far@example.com";

    @TempDir static Path folder;
    private static HostilePeer peer;
    private static Path configuration;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        peer = HostilePeer.start(HostilePeer.Step.RCPT, HostilePeer.Deed.PAINT);
        configuration =
                new RelayConfiguration().remote("*", peer.host()).write(folder.resolve("conf"));
        startServer();
        server.addAccount(ANNA, PASSWORD);
    }

    private static void startServer() {
        server = ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration);
    }

    @AfterAll
    static void stop() {
        server.close();
        peer.close();
    }

    @BeforeEach
    void empty() {
        done("queue", "delete", "--all", "--yes");
        assertThat(json("queue", "list")).isEmpty();
    }

    @Test
    void whatWaitsIsListedAndShownWithItsReason() {
        var id =
                send("<" + ANNA + "> RET=HDRS ENVID=E+2B1 SIZE=99", "<" + FAR + "> NOTIFY=FAILURE");
        awaitMessage(id, message -> attempts(message) > 0);

        assertThat(done("queue", "list", "--to-domain", "EXAMPLE.com", "--from", ANNA))
                .containsPattern(
                        id
                                + "\\s+deferred\\s.*<anna@example.org>\\s+far@example.com\\s+queued:"
                                + " \\S+");
        assertThat(json("queue", "list", "--to-domain", "example.org")).isEmpty();
        assertThat(json("queue", "list", "--older-than", "1d")).isEmpty();
        assertThat(json("queue", "list", "--status", "hold")).isEmpty();
        var listed = json("queue", "list", "--status", "deferred").get(0);
        assertThat(text(listed, "queue_id")).isEqualTo(id);
        assertThat(text(listed, "queue_name")).isEqualTo("deferred");
        assertThat(text(listed.get("recipients").get(0), "delay_reason")).isNotEmpty();

        assertThat(done("queue", "show", id, "--headers", "--content"))
                .containsPattern("envid\\s+E\\+1")
                .containsPattern("ret\\s+HDRS")
                .containsPattern("listener\\s+mx")
                .containsPattern("client\\s+127.0.0.1")
                .containsPattern("notify\\s+FAILURE")
                .containsPattern("attempt\\s+20\\d\\d-\\S+Z  .*451 4\\.7\\.1 ")
                .contains("Subject: ?[2Jfar")
                .contains("\nIt works.\n")
                .matches(text ->
                        text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
        var shown = json("queue", "show", id, "--content", "--headers");
        assertThat(text(shown, "envid")).isEqualTo("E+1");
        assertThat(text(shown.get("content"), "data")).endsWith("\r\n\r\nIt works.\r\n");
        assertThat(shown.get("headers").get("fields").toString()).contains("Subject");
        assertThat(shown.get("recipients").get(0).get("history")).isNotEmpty();
        assertThat(done("queue", "show", id, "--content", "--raw"))
                .isEqualTo(text(shown.get("content"), "data"))
                .hasSize(shown.get("message_size").asInt());
        assertThat(done("queue", "show", id, "--headers", "--raw").getBytes(US_ASCII))
                .endsWith('r', '\r', '\n');
    }

    @Test
    void aHeldMessageWaitsOverARestartUntilItIsReleased() {
        var id = send("<" + ANNA + ">", "<" + FAR + ">");
        awaitMessage(id, message -> attempts(message) > 0);

        assertThat(done("queue", "hold", id, "--reason", "look at it"))
                .isEqualTo("Held 1 message.\n");
        server.stop();
        startServer();
        var held = json("queue", "show", id);
        assertThat(text(held, "queue_name")).isEqualTo("hold");
        assertThat(text(held, "hold_reason")).isEqualTo("look at it");
        int attempts = attempts(held);
        assertThat(command("queue", "retry", id))
                .isEqualTo(
                        new Command.Result(
                                1,
                                "Due now: 0 messages.\n",
                                "staffetta: message %s is held; release it instead\n"
                                        .formatted(id)));

        assertThat(json("queue", "release", id).get("messages").asInt()).isEqualTo(1);
        awaitMessage(id, message -> attempts(message) > attempts);
        assertThat(text(json("queue", "show", id), "queue_name")).isNotEqualTo("hold");
    }

    @Test
    void messagesAreTriedNowOneByOneByDestinationOrAll() {
        var id = send("<" + ANNA + ">", "<" + FAR + ">");
        var other = send("<" + ANNA + ">", "<far@example.net>");
        awaitMessage(id, message -> attempts(message) == 1);
        awaitMessage(other, message -> attempts(message) == 1);

        assertThat(done("queue", "retry", id)).isEqualTo("Due now: 1 message.\n");
        awaitMessage(id, message -> attempts(message) == 2);
        assertThat(attempts(json("queue", "show", other))).isEqualTo(1);
        assertThat(done("queue", "flush", "Example.NET")).isEqualTo("Due now: 1 message.\n");
        awaitMessage(other, message -> attempts(message) == 2);
        assertThat(attempts(json("queue", "show", id))).isEqualTo(2);
        assertThat(json("queue", "retry").get("messages").asInt()).isEqualTo(2);
        awaitMessage(id, message -> attempts(message) == 3);
        awaitMessage(other, message -> attempts(message) == 3);
    }

    @Test
    void aBouncedMessageIsReportedToItsSender() {
        var id = send("<" + ANNA + ">", "<" + FAR + ">");
        awaitMessage(id, message -> attempts(message) > 0);

        assertThat(command("queue", "bounce", "--to-domain", "example.com"))
                .isEqualTo(
                        new Command.Result(
                                1,
                                "",
                                "staffetta: this would bounce 1 message; add --yes to do it\n"));
        assertThat(done("queue", "bounce", "--to-domain", "example.com", "--yes"))
                .isEqualTo("Bounced 1 message.\n");

        assertThat(Maildir.of(server, "anna", "example.org").awaitContaining(FAR))
                .contains("multipart/report", "given up by the operator");
        assertThat(command("queue", "show", id).exitCode()).isEqualTo(1);
    }

    @Test
    void aDeletedMessageIsGone() {
        var first = send("<" + ANNA + ">", "<" + FAR + ">");
        var second = send("<" + ANNA + ">", "<" + FAR + ">");
        awaitMessage(second, message -> attempts(message) > 0);

        assertThat(command("queue", "delete", first, second, "zzzz"))
                .isEqualTo(
                        new Command.Result(
                                1,
                                "Deleted 2 messages.\n",
                                "staffetta: there is no message zzzz in the queue\n"));
        assertThat(done("queue", "list")).isEqualTo("The queue is empty.\n");
    }

    @Test
    void nothingGoesToASuspendedDestination() {
        assertThat(done("queue", "suspend", "EXAMPLE.com", "--reason", "their request"))
                .contains("until it is resumed");
        server.stop();
        startServer();
        var id = send("<" + ANNA + ">", "<" + FAR + ">");
        assertThat(done("queue", "destinations"))
                .containsPattern("example.com\\s+1\\s+1\\s.*suspended: their request");
        done("queue", "retry", id);
        done("queue", "flush", "example.com");
        assertThat(attempts(json("queue", "show", id))).isZero();

        done("queue", "resume", "example.com");
        awaitMessage(id, message -> attempts(message) > 0);
        var destination = json("queue", "destinations").get(0);
        assertThat(text(destination, "destination")).isEqualTo("example.com");
        assertThat(destination.get("messages").asInt()).isEqualTo(1);
        assertThat(destination.has("suspended")).isFalse();
        assertThat(command("queue", "resume", "example.com"))
                .isEqualTo(new Command.Result(1, "", "staffetta: example.com is not suspended\n"));
    }

    @Test
    void whileTheServerIsDownMessagesAreHeldReleasedAndDeleted() {
        var id = send("<" + ANNA + ">", "<" + FAR + ">");
        var other = send("<" + ANNA + ">", "<" + FAR + ">");
        awaitMessage(id, message -> attempts(message) > 0);
        server.stop();
        try {
            assertThat(done("queue", "hold", "--all")).isEqualTo("Held 2 messages.\n");
            assertThat(json("queue", "list", "--status", "hold")).hasSize(2);
            assertThat(done("queue", "release", id)).isEqualTo("Released 1 message.\n");
            assertThat(done("queue", "delete", other)).isEqualTo("Deleted 1 message.\n");
            assertThat(done("queue", "show", id, "--content")).contains("It works.");
            for (var words :
                    List.of(
                            List.of("queue", "retry"),
                            List.of("queue", "bounce", id),
                            List.of("queue", "flush", "example.com"),
                            List.of("queue", "suspend", "example.com"),
                            List.of("queue", "resume", "example.com"),
                            List.of("queue", "destinations"),
                            List.of("explain", "--from", ANNA, "--to", FAR))) {
                var refused = command(words.toArray(String[]::new));
                assertThat(refused.exitCode()).as(words + ": " + refused.err()).isEqualTo(8);
                assertThat(refused.err())
                        .startsWith("staffetta: no server is running")
                        .hasLineCount(1);
            }
        } finally {
            startServer();
        }
        assertThat(json("queue", "list")).hasSize(1);
        assertThat(text(json("queue", "show", id), "queue_id")).isEqualTo(id);
    }

    @Test
    void whatTheOperatorDoesIsLogged() {
        var id = send("<" + ANNA + ">", "<" + FAR + ">");
        done("queue", "delete", id);
        server.awaitLine(line ->
                line.contains("queue.delete") && line.contains(id) && line.contains("admin port"));
    }

    @Test
    void whatWouldHappenIsExplainedWithoutSendingAnything() {
        var stranger =
                json("explain", "--from", "x@example.net", "--to", FAR, "--client-ip", "192.0.2.1");
        assertThat(text(stranger, "verdict")).contains("550 5.7.1");
        var neighbour = json("explain", "--from", ANNA, "--to", FAR, "--listener", "mx");
        assertThat(text(neighbour, "verdict")).doesNotContain("refused");
        assertThat(neighbour.get("steps").findValuesAsString("phase")).contains("rcpt", "route");
        assertThat(done("explain", "--from", "<>", "--to", ANNA))
                .containsPattern("\\S.*\\R\\RPHASE\\s+ASKED\\s+ANSWER\\s+WHY\\R")
                .contains("maildir");
        assertThat(json("queue", "list")).isEmpty();
    }

    /// Sends a message and returns its id.
    private static String send(String from, String to) {
        try (var wire = SmtpWire.connect(server.address("mx"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            assertThat(wire.say("MAIL FROM:" + from)).startsWith("250");
            assertThat(wire.say("RCPT TO:" + to)).startsWith("250");
            assertThat(wire.say("DATA")).startsWith("354");
            wire.send("Subject: \u001b[2Jfar\r\n\r\nIt works.\r\n");
            var reply = wire.say(".");
            assertThat(reply).startsWith("250");
            return reply.substring(reply.lastIndexOf(' ') + 1);
        }
    }

    private static void awaitMessage(String id, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!wanted.test(json("queue", "show", id))) {
            assertThat(System.nanoTime()).as(id).isLessThan(deadline);
        }
    }

    private static int attempts(JsonNode message) {
        return StreamSupport.stream(message.get("recipients").spliterator(), false)
                .mapToInt(recipient -> recipient.get("attempts").asInt())
                .sum();
    }

    private static String text(JsonNode object, String name) {
        return object.get(name).asString();
    }

    private static JsonNode json(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.add("--json");
        return JsonMapper.shared().readTree(done(all.toArray(String[]::new)));
    }

    private static String done(String... words) {
        var result = command(words);
        assertThat(result.exitCode()).as(String.join(" ", words) + ": " + result.err()).isZero();
        return result.out();
    }

    private static Command.Result command(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        all.addAll(List.of("--config", configuration.toString()));
        return Command.staffetta(Distribution.built(), all.toArray(String[]::new)).run();
    }
}
