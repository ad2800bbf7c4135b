package io.staffetta.milter;

import static io.staffetta.milter.ScriptedFilter.SILENCE;
import static io.staffetta.milter.ScriptedFilter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Filters that are away, hang, die or talk nonsense.
class FailureTest {

    private static final String QUICK =
            "<connect-timeout>5s</connect-timeout><command-timeout>200ms</command-timeout>"
                    + "<content-timeout>200ms</content-timeout><total-timeout>2s</total-timeout>";

    private ScriptedFilter filter;

    @BeforeEach
    void open() throws Exception {
        filter = new ScriptedFilter();
    }

    @AfterEach
    void close() throws Exception {
        filter.close();
    }

    private static String action(String action) {
        return "<default-action>" + action + "</default-action>";
    }

    private static String outcome(MailServer server) throws Exception {
        try (var client = server.client()) {
            return client.banner().startsWith("220")
                    ? client.mail(SmtpClient.MESSAGE)
                    : client.banner();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "accept, 250",
        "reject, 554 5.5.0 Service unavailable",
        "tempfail, 421 4.7.1 Service unavailable",
        "quarantine, 250",
        "shutdown, 421 4.7.1 Service unavailable"
    })
    void aFilterThatIsAway(String action, String reply) throws Exception {
        filter.close();
        try (var server = MailServer.with(MailServer.hook(filter, action(action)))) {
            assertThat(outcome(server)).startsWith(reply);
            assertThat(server.delivered()).hasSize(action.equals("accept") ? 1 : 0);
            assertThat(server.held()).hasSize(action.equals("quarantine") ? 1 : 0);
            assertThat(server.metric("hook_findings", "milter", "error")).isNotEmpty();
        }
        try (var server = MailServer.with(MailServer.hook("observe", filter, action(action)))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).hasSize(1);
        }
    }

    @Test
    void theDefaultIsToCloseTheSession() throws Exception {
        filter.close();
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.banner()).startsWith("421 4.7.1");
            assertThat(client.say("NOOP")).isEmpty();
        }
    }

    @Test
    void anotherEndpointTakesOver() throws Exception {
        int nobody;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        var hook =
                "<hook use=\"milter\"><endpoint>inet:%d@127.0.0.1</endpoint>".formatted(nobody)
                        + "<endpoint>"
                        + filter.endpoint()
                        + "</endpoint></hook>";
        try (var server = MailServer.with(hook)) {
            assertThat(outcome(server)).startsWith("250");
        }
        assertThat(filter.heard()).contains("E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void aFilterThatHangs(String stage) throws Exception {
        filter.answers(stage.charAt(0), SILENCE);
        try (var server = MailServer.with(MailServer.hook(filter, QUICK))) {
            assertThat(outcome(server)).startsWith("421 4.7.1");
            assertThat(server.delivered()).isEmpty();
        }
        try (var server = MailServer.with(MailServer.hook(filter, QUICK + action("accept")))) {
            assertThat(outcome(server)).startsWith("250");
        }
    }

    @Test
    void aFilterThatHangsInNegotiation() throws Exception {
        filter.negotiates(SILENCE);
        try (var server = MailServer.with(MailServer.hook(filter, QUICK))) {
            assertThat(outcome(server)).startsWith("421 4.7.1");
        }
    }

    @Test
    void aFilterThatAsksForTimeAgainAndAgain() throws Exception {
        var much = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            much.writeBytes(packet('p'));
        }
        filter.answers('E', much.toByteArray());
        try (var server = MailServer.with(MailServer.hook(filter, QUICK))) {
            assertThat(outcome(server)).startsWith("421 4.7.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "0000000063",
                "ffffffff63",
                "7fffffff63",
                "8000000063",
                "0000000163616161",
                "485454502f312e3120343030204261640d0a0d0a",
                "00000001",
                "000000"
            })
    void aFilterThatTalksNonsense(String hex) throws Exception {
        var octets = HexFormat.of().parseHex(hex);
        for (char stage : "CHMRTLNBE".toCharArray()) {
            filter.close();
            filter = new ScriptedFilter().answers(stage, octets);
            try (var server = MailServer.with(MailServer.hook(filter, QUICK))) {
                var reply = outcome(server);
                // What follows a valid answer may only be noticed at the next event.
                assertThat(reply).as("%s %s", stage, hex).matches("(421 4\\.7\\.1|250 ).*");
                if (reply.startsWith("250")) {
                    assertThat(hex).isEqualTo("0000000163616161");
                    assertThat(stage).isEqualTo('E');
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000007000001ff00000000",
                "00000001000001ff00000000",
                "000000060000020000000000",
                "ffffffff0000000000000000",
                "00000006000001ff",
                "",
                "00000006000001ff000000000000",
                "00000006000001ff000000000000000769",
                "00000006000001ff00000000000000076900",
                "00000006000001ff000000000000000069"
            })
    void aFilterThatNegotiatesNonsense(String hex) throws Exception {
        filter.negotiates(packet('O', HexFormat.of().parseHex(hex)));
        try (var server = MailServer.with(MailServer.hook(filter, QUICK))) {
            assertThat(outcome(server)).startsWith("421 4.7.1");
        }
    }

    @Test
    void stepsThatWereNotOfferedAreTolerated() throws Exception {
        filter.negotiates(6, 0x1ff, 0x30000000);
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
        }
    }

    /// The one thing that must never happen: a body that is neither the old one nor the whole new
    /// one, or the old one where a new one was meant to take its place.
    @Test
    void aFilterThatDiesAtAnyOctetOfItsLastWords() throws Exception {
        var words = new ByteArrayOutputStream();
        words.writeBytes(packet('h', "X-A|1|"));
        words.writeBytes(packet('b', "new\r\n"));
        int bodyBegun = words.size();
        words.writeBytes(packet('b', "body\r\n"));
        words.writeBytes(packet('c'));
        var all = words.toByteArray();
        for (var action : List.of("accept", "quarantine", "tempfail", "reject", "shutdown")) {
            try (var server = MailServer.with(MailServer.hook(filter, action(action)))) {
                for (int length = 0; length < all.length; length++) {
                    filter.answers('E', Arrays.copyOf(all, length)).dies();
                    var before = server.delivered().size() + server.held().size();
                    var reply = outcome(server);
                    var kept = server.delivered().size() + server.held().size() - before;
                    var as = action + " at " + length + ": " + reply;
                    boolean original = length < bodyBegun;
                    switch (action) {
                        case "accept", "quarantine" -> {
                            assertThat(reply).as(as).startsWith(original ? "250" : "421 4.7.1");
                            assertThat(kept).as(as).isEqualTo(original ? 1 : 0);
                        }
                        case "tempfail" -> assertThat(reply).as(as).startsWith("451 4.7.1");
                        case "reject" -> assertThat(reply).as(as).startsWith("550 5.5.0");
                        default -> assertThat(reply).as(as).startsWith("421 4.7.1");
                    }
                }
                for (var text : server.delivered()) {
                    assertThat(text).endsWith(SmtpClient.MESSAGE);
                }
                filter.answers('E', all);
                assertThat(outcome(server)).startsWith("250");
                assertThat(server.delivered().getLast()).endsWith("X-A: 1\r\n\r\nnew\r\nbody\r\n");
            }
        }
    }

    /// Whatever a filter says: the client gets a reply, and what is delivered is the message as it
    /// was, or as a whole answer wanted it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noise(long seed) throws Exception {
        var random = new Random(seed);
        var codes = "cartdyfp4sq+2-ehimblO\u0000\u00ff";
        try (var server = MailServer.with(MailServer.hook(filter, QUICK + action("tempfail")))) {
            for (int round = 0; round < 40; round++) {
                for (char stage : "CHMRTLNBE".toCharArray()) {
                    filter.answers(
                            stage, random.nextInt(6) > 0 ? packet('c') : noise(random, codes));
                }
                var reply = outcome(server);
                assertThat(reply).as("seed %d, round %d", seed, round).matches("[245]\\d\\d[ -].*");
            }
            for (var text : server.delivered()) {
                assertThat(text).contains("Received: ").doesNotContain("\0");
            }
        }
    }

    private static byte[] noise(Random random, String codes) {
        var out = new ByteArrayOutputStream();
        int packets = 1 + random.nextInt(3);
        for (int i = 0; i < packets; i++) {
            var data = new byte[random.nextInt(12)];
            random.nextBytes(data);
            if (data.length > 1 && random.nextBoolean()) {
                data[data.length - 1] = 0;
            }
            out.writeBytes(packet(codes.charAt(random.nextInt(codes.length())), data));
        }
        if (random.nextBoolean()) {
            out.writeBytes(packet('c'));
        }
        var all = out.toByteArray();
        return random.nextInt(4) > 0 ? all : Arrays.copyOf(all, random.nextInt(all.length));
    }

    @Test
    void connectionsAreLimited() throws Exception {
        var hook = MailServer.hook(filter, "<max-connections>1</max-connections>");
        try (var server = MailServer.with(hook);
                var first = server.client()) {
            assertThat(first.banner()).startsWith("220");
            assertThat(outcome(server)).startsWith("421 4.7.1");
            assertThat(first.mail(SmtpClient.MESSAGE)).startsWith("250");
        }
    }
}
