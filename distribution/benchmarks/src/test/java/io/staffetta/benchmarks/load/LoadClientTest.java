package io.staffetta.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerMail;
import io.staffetta.testkit.SmtpPeerScript;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

class LoadClientTest {

    private static final int SIZE = 500;

    @Test
    void sendsOneMessagePerConnectionStepByStep() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting())) {
            var tally = Loads.of(peer).run(2, 5);

            assertThat(tally.acknowledged()).isEqualTo(5);
            assertThat(tally.errors()).isZero();
            // Those that find nothing left to send say QUIT.
            assertThat(tally.connections()).isBetween(5L, 7L);
            assertThat(peer.mails()).hasSize(5).allSatisfy(LoadClientTest::isWhole);
        }
    }

    @Test
    void sendsManyMessagesPerConnection() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting())) {
            var tally = Loads.of(peer).many().run(1, 7);

            assertThat(tally.acknowledged()).isEqualTo(7);
            assertThat(tally.connections()).isEqualTo(1);
            assertThat(peer.mails()).hasSize(7).allSatisfy(LoadClientTest::isWhole);
            assertThat(peer.lines()).last().isEqualTo("QUIT");
        }
    }

    @Test
    void pipelinesMailRcptAndData() throws Exception {
        SmtpPeerScript waits =
                session -> {
                    session.send("220 ready");
                    session.answer("EHLO client.test", "250-here", "250 PIPELINING");
                    session.expect("MAIL FROM:<a@client.test>");
                    session.expect("RCPT TO:<b@sink.test>");
                    session.expect("DATA");
                    session.send("250 sender", "250 recipient", "354 go");
                    assertThat(session.readContent()).hasSize(SIZE);
                    session.send("250-taken", "250 indeed");
                    session.answer("QUIT", "221 bye");
                };
        try (var peer = SmtpPeer.start(waits)) {
            var tally = Loads.of(peer).style(Load.Style.PIPELINED).run(1, 1);

            assertThat(tally.reasons()).isEmpty();
            assertThat(tally.acknowledged()).isEqualTo(1);
        }
    }

    @Test
    void sendsChunks() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting("PIPELINING", "CHUNKING"))) {
            var tally = Loads.of(peer).style(Load.Style.CHUNKED).many().run(1, 3);

            assertThat(tally.acknowledged()).isEqualTo(3);
            assertThat(tally.errors()).isZero();
            assertThat(peer.lines()).contains("BDAT " + SIZE + " LAST");
            assertThat(peer.mails()).hasSize(3).allSatisfy(LoadClientTest::isWhole);
        }
    }

    @Test
    void authenticates() throws Exception {
        SmtpPeerScript asks =
                session -> {
                    session.send("220 ready");
                    session.answer("EHLO client.test", "250 AUTH PLAIN");
                    session.answer("AUTH PLAIN AHVzZXIAc2VjcmV0", "235 welcome");
                    session.accept();
                };
        try (var peer = SmtpPeer.start(asks)) {
            var login = Optional.of(new Load.Login("user", "secret"));
            var tally = Loads.of(peer).login(login).run(1, 1);

            assertThat(tally.reasons()).isEmpty();
            assertThat(peer.mails()).hasSize(1);
        }
    }

    @Test
    void aReplyThatIsNotExpectedIsAnError() throws Exception {
        SmtpPeerScript refuses =
                session -> {
                    session.send("220 ready");
                    session.answer("EHLO client.test", "250 here");
                    session.answer("MAIL FROM:<a@client.test>", "451 not now");
                };
        try (var peer = SmtpPeer.start(refuses, SmtpPeerScript.accepting())) {
            var tally = Loads.of(peer).run(1, 2);

            assertThat(tally.reasons()).containsExactly(Map.entry("451 instead of 250", 1L));
            assertThat(tally.acknowledged()).isEqualTo(1);
        }
    }

    @Test
    void aReplyThatNobodyAskedForIsAnError() throws Exception {
        SmtpPeerScript talks = session -> session.send("220 ready", "250 and more");
        try (var peer = SmtpPeer.start(talks)) {
            var tally = Loads.of(peer).run(1, 1);

            assertThat(tally.errors()).isPositive();
            assertThat(tally.acknowledged()).isZero();
            assertThat(tally.reasons()).containsKey("a reply that nobody asked for");
        }
    }

    @Test
    void aConnectionThatIsClosedIsAnError() throws Exception {
        SmtpPeerScript closes =
                session -> {
                    session.send("220 ready");
                    session.expect("EHLO client.test");
                };
        try (var peer = SmtpPeer.start(closes, SmtpPeerScript.accepting())) {
            var tally = Loads.of(peer).run(1, 1);

            assertThat(tally.errors()).isEqualTo(1);
            assertThat(tally.acknowledged()).isEqualTo(1);
        }
    }

    @Test
    void gathersSilentConnections() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting())) {
            try (var crowd = Loads.of(peer).client(2).gather(10)) {
                assertThat(crowd.tally().acknowledged()).isEqualTo(10);
                assertThat(crowd.tally().errors()).isZero();
                assertThat(peer.lines()).hasSize(10).containsOnly("EHLO client.test");
            }
        }
    }

    private static void isWhole(SmtpPeerMail mail) {
        assertThat(mail.mail()).isEqualTo("MAIL FROM:<a@client.test>");
        assertThat(mail.recipients()).containsExactly("RCPT TO:<b@sink.test>");
        assertThat(mail.content()).hasSize(SIZE);
    }
}
