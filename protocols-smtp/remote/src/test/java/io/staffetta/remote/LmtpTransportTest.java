package io.staffetta.remote;

import static io.staffetta.remote.Setting.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Outcome.Handover;
import io.staffetta.spi.queue.Transport;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TransportContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class LmtpTransportTest implements TransportContract {

    private @TempDir Path folder;
    private TestDns dns;
    private SmtpPeer peer;
    private LmtpTransport transport;

    @BeforeEach
    void start() throws Exception {
        dns = TestDns.start();
        peer = SmtpPeer.start(folder.resolve("lmtp"), SmtpPeerScript.accepting("PIPELINING"));
        transport = Setting.lmtp(folder.resolve("lmtp"), List.of(), Setting.dns(dns));
    }

    @AfterEach
    void stop() throws Exception {
        transport.close();
        peer.close();
        dns.close();
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public List<Mailbox> recipients() {
        return List.of(Mailbox.parse("a@one.example"), Mailbox.parse("b@two.example"));
    }

    @Override
    public String nextHop() {
        return folder.resolve("lmtp").toString();
    }

    @Test
    void aSocketIsUsedAgain() {
        transport.deliver(mail(transport, "a@one.example"));
        transport.deliver(mail(transport, "a@one.example"));
        assertThat(peer.mails()).hasSize(2);
        assertThat(peer.lines()).filteredOn(line -> line.startsWith("LHLO")).hasSize(1);
        assertThat(transport.explain(ReversePath.NULL, recipients().getFirst(), "/run/lmtp"))
                .containsExactly("UNIX socket /run/lmtp");
    }

    @Test
    void aSocketThatIsNotThereDefers() {
        var nowhere = Setting.lmtp(folder.resolve("gone"), List.of(), Setting.dns(dns));
        var outcomes = nowhere.deliver(mail(nowhere, "a@one.example"));
        nowhere.close();
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> {
                            assertThat(deferred.unreachable()).isTrue();
                            assertThat(deferred.detail()).contains("cannot connect to");
                        });
    }

    @Test
    void eachRecipientHasItsReply() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.answer("LHLO us.example.net", "250 peer.test");
                    for (int i = 0; i < 3; i++) {
                        session.read();
                        session.send("250 ok");
                    }
                    session.answer("DATA", "354 go");
                    session.readContent();
                    session.send("250 2.0.0 stored", "452 4.2.2 mailbox is full");
                };
        try (var tcp = SmtpPeer.start(script)) {
            var lmtp = Setting.lmtp(folder, List.of("[127.0.0.1]:" + tcp.port()), Setting.dns(dns));
            var outcomes = lmtp.deliver(mail(lmtp, "a@one.example", "b@two.example"));
            lmtp.close();
            assertThat(outcomes.get(0))
                    .isInstanceOfSatisfying(
                            Outcome.Delivered.class,
                            done -> assertThat(done.handover()).isEqualTo(Handover.FINAL));
            assertThat(outcomes.get(1).detail()).isEqualTo("452 4.2.2 mailbox is full");
        }
    }

    @Test
    void aPlaceIsNeeded() {
        assertThatThrownBy(() -> Setting.lmtp(null, List.of(), Setting.dns(dns)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("either host or socket is needed");
    }
}
