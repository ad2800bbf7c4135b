package io.staffetta.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.maildir.MaildirSettings.LineEndings;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.TransportContract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class MaildirTransportTest implements TransportContract {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final String FILE = "1767323045.M678901P1Q0.mail.example.org";

    @TempDir Path data;
    private MaildirTransport maildir;

    @BeforeEach
    void start() throws IOException {
        maildir = maildir(LineEndings.CRLF);
        maildir.start();
    }

    @Override
    public Transport transport() {
        return maildir;
    }

    @Override
    public List<Mailbox> recipients() {
        return List.of(Mailbox.parse("alice@example.org"), Mailbox.parse("bob@example.org"));
    }

    @Test
    void theMessageLiesInNewOctetByOctetBehindItsTrace() throws IOException {
        var octets = new byte[200_000];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i * 31);
        }
        var message = ("Subject: x\r\n\r\n" + latin1(octets)).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(deliver("alice@example.org", message)).isInstanceOf(Outcome.Delivered.class);

        assertThat(latin1(Files.readAllBytes(mailbox("alice").resolve("new").resolve(FILE))))
                .isEqualTo(
                        "Return-Path: <sender@example.net>\r\nDelivered-To: alice@example.org\r\n"
                                + latin1(message));
        assertThat(mailbox("alice").resolve("tmp")).isEmptyDirectory();
        assertThat(mailbox("alice").resolve("cur")).isEmptyDirectory();
    }

    @Test
    void theReturnPathOfOthersGoes() throws IOException {
        deliver(
                "alice@example.org",
                """
                return-path: <liar@example.com>
                Received: by x
                Return-Path:
                \t<folded@example.com>
                \t(more)
                Subject: hi
                Return-Path : not quite the field
                Return-Paths: no

                Return-Path: in the body
                """);

        assertThat(delivered("alice"))
                .isEqualTo(
                        crlf(
                                """
                                Return-Path: <sender@example.net>
                                Delivered-To: alice@example.org
                                Received: by x
                                Subject: hi
                                Return-Path : not quite the field
                                Return-Paths: no

                                Return-Path: in the body
                                """));
    }

    @Test
    void aMessageWithoutBodyOrEndOfLineIsKeptAsItIs() throws IOException {
        deliver("alice@example.org", "Subject: x".getBytes(StandardCharsets.US_ASCII));

        assertThat(delivered("alice")).endsWith("alice@example.org\r\nSubject: x");
    }

    @Test
    void anAliasIsToldAndTheNullReversePathIsWritten() throws IOException {
        var recipient =
                new Recipient(
                        Mailbox.parse("alice@example.org"),
                        Mailbox.parse("Info@example.org"),
                        RecipientParameters.NONE);
        maildir.deliver(
                delivery(ReversePath.NULL, MailParameters.NONE, text("A: b\n\nc\n"), recipient));

        assertThat(delivered("alice"))
                .startsWith(
                        crlf(
                                """
                                Return-Path: <>
                                Delivered-To: alice@example.org
                                X-Original-To: Info@example.org
                                A: b
                                """));
    }

    @Test
    void aRepeatedDeliveryLeavesOneCopy() throws IOException {
        deliver("alice@example.org", "A: b\n\nc\n");
        assertThat(deliver("alice@example.org", "A: b\n\nc\n"))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(files("alice", "new")).containsExactly(FILE);

        var read = mailbox("alice").resolve("cur").resolve(FILE + ":2,S");
        Files.move(mailbox("alice").resolve("new").resolve(FILE), read);
        assertThat(deliver("alice@example.org", "A: b\n\nc\n"))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(files("alice", "new")).isEmpty();
    }

    @Test
    void caseMakesNoDifferenceToTheMailbox() throws IOException {
        deliver("Alice@EXAMPLE.org", "A: b\n\nc\n");

        assertThat(files("alice", "new")).hasSize(1);
    }

    @Test
    void nobodyElseMayRead() throws IOException {
        deliver("alice@example.org", "A: b\n\nc\n");

        try (var paths = Files.walk(data.resolve("mail"))) {
            for (var path : paths.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void nastyAddressesStayBelowTheirDomain() throws IOException {
        var addresses =
                List.of(
                        "\"../../x\"@example.org",
                        "\"..\"@example.org",
                        "\".\"@example.org",
                        "\"/\"@example.org",
                        "\"/etc/passwd\"@example.org",
                        "a%00@example.org",
                        "\" \"@example.org",
                        "|sh@example.org",
                        "~root@example.org",
                        "é".repeat(32) + "@example.org",
                        "a".repeat(64) + "@example.org");
        for (var address : addresses) {
            assertThat(deliver(address, "A: b\n\nc\n")).isInstanceOf(Outcome.Delivered.class);
        }
        assertThat(deliver("x@[IPv6:2001:db8::1]", "A: b\n\nc\n"))
                .isInstanceOf(Outcome.Delivered.class);

        try (var homes = Files.list(data.resolve("mail/example.org"))) {
            assertThat(homes.map(home -> home.resolve("new").resolve(FILE)))
                    .hasSize(addresses.size())
                    .allMatch(Files::isRegularFile);
        }
        assertThat(data).isDirectoryNotContaining(path -> !path.endsWith("mail"));
    }

    @Test
    void linesMayEndAsUnixReadersWant() throws IOException {
        var unix = maildir(LineEndings.LF);
        unix.start();
        var alice = Recipient.of(Mailbox.parse("alice@example.org"));
        unix.deliver(
                delivery(
                        ReversePath.NULL,
                        MailParameters.NONE,
                        "A: b\r\n\r\nc\rd\r\r\n\r".getBytes(StandardCharsets.US_ASCII),
                        alice));

        assertThat(delivered("alice"))
                .isEqualTo("Return-Path: <>\nDelivered-To: alice@example.org\nA: b\n\nc\rd\r\n\r");
    }

    @Test
    void binaryBodiesHaveNoLines() throws IOException {
        var unix = maildir(LineEndings.LF);
        unix.start();
        var alice = Recipient.of(Mailbox.parse("alice@example.org"));
        var binary =
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.BINARY_MIME,
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        unix.deliver(
                delivery(
                        ReversePath.NULL,
                        binary,
                        "A: b\r\n\r\nc\r\n".getBytes(StandardCharsets.US_ASCII),
                        alice));

        assertThat(delivered("alice")).endsWith("A: b\r\n\r\nc\r\n");
    }

    @Test
    void aFailureOfOneMailboxLeavesTheOthersAlone() throws IOException {
        Files.createDirectories(data.resolve("mail/example.org"));
        Files.createFile(data.resolve("mail/example.org/alice"));

        var outcomes = maildir.deliver(delivery(1, content("A: b\r\n\r\n"), List.of(0, 1)));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> {
                            assertThat(deferred.status()).hasToString("4.3.0");
                            assertThat(deferred.detail()).doesNotContain(data.toString());
                        });
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void contentThatBreaksOffIsNeverDelivered() throws IOException {
        for (var error : List.of("No space left on device", "Disk quota exceeded", "I/O error")) {
            var outcome = maildir.deliver(delivery(1, new Breaking(error), List.of(0))).get(0);

            var status =
                    switch (error) {
                        case "No space left on device" -> "4.3.1";
                        case "Disk quota exceeded" -> "4.2.2";
                        default -> "4.3.0";
                    };
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> assertThat(deferred.status()).hasToString(status));
            assertThat(files("alice", "new")).isEmpty();
            assertThat(files("alice", "tmp")).isEmpty();
        }
    }

    @Test
    void aRemovedMailboxComesBack() throws IOException {
        deliver("alice@example.org", "A: b\n\nc\n");
        try (var paths = Files.walk(mailbox("alice"))) {
            for (var path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }

        assertThat(deliver("alice@example.org", "A: b\n\nc\n"))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(files("alice", "new")).containsExactly(FILE);
    }

    @Test
    void whatCrashesLeftBehindIsSweptOnceItIsOld() throws IOException {
        var tmp = Files.createDirectories(mailbox("alice").resolve("tmp"));
        var old = Files.createFile(tmp.resolve("old"));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(37))));
        var recent = Files.createFile(tmp.resolve("recent"));
        Files.setLastModifiedTime(recent, FileTime.from(NOW.minus(Duration.ofHours(35))));

        deliver("alice@example.org", "A: b\n\nc\n");

        assertThat(files("alice", "tmp")).containsExactly("recent");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamedAtStart() throws IOException {
        Files.createFile(data.resolve("file"));
        var broken =
                new MaildirTransport(
                        new MaildirSettings(Path.of("file/mail"), null),
                        new FixedFacts(data, data),
                        InstantSource.fixed(NOW));

        assertThatThrownBy(broken::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("maildir: cannot make " + data.resolve("file/mail"));
    }

    private MaildirTransport maildir(LineEndings lineEndings) {
        return new MaildirTransport(
                new MaildirSettings(null, lineEndings),
                new FixedFacts(data, data),
                InstantSource.fixed(NOW));
    }

    private Outcome deliver(String address, String text) {
        return deliver(address, text(text));
    }

    private Outcome deliver(String address, byte[] message) {
        var recipient = Recipient.of(Mailbox.parse(address));
        return maildir.deliver(
                        delivery(
                                ReversePath.parse("sender@example.net"),
                                MailParameters.NONE,
                                message,
                                recipient))
                .get(0);
    }

    private static Delivery delivery(
            ReversePath sender, MailParameters parameters, byte[] message, Recipient recipient) {
        var envelope =
                new Envelope(
                        NOW,
                        sender,
                        parameters,
                        List.of(recipient),
                        new Envelope.Origin("test", "", "", Optional.empty()));
        return new Delivery(new SpoolId(1), envelope, Content.of(message), List.of(0));
    }

    private Path mailbox(String localPart) {
        return data.resolve("mail/example.org").resolve(localPart);
    }

    private List<String> files(String localPart, String folder) throws IOException {
        try (var files = Files.list(mailbox(localPart).resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String delivered(String localPart) throws IOException {
        return latin1(Files.readAllBytes(mailbox(localPart).resolve("new").resolve(FILE)));
    }

    private static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] text(String text) {
        return crlf(text).getBytes(StandardCharsets.US_ASCII);
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /// Content of a message that ends in an I/O error.
    private record Breaking(String error) implements Content {
        @Override
        public long size() {
            return 1_000_000;
        }

        @Override
        public InputStream open() {
            var start = new byte[500_000];
            Arrays.fill(start, (byte) 'x');
            return new SequenceInputStream(
                    new ByteArrayInputStream(start),
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException(error);
                        }

                        @Override
                        public int read(byte[] octets, int offset, int length) throws IOException {
                            throw new IOException(error);
                        }
                    });
        }
    }
}
