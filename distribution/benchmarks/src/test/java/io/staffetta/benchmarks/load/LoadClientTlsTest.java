package io.staffetta.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;
import io.staffetta.testkit.TestCertificate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.security.KeyStore;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

class LoadClientTlsTest {

    private static SSLContext context;

    @BeforeAll
    static void makeContext() throws Exception {
        var certificate = TestCertificate.authority("bench.test");
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "bench",
                certificate.pair().getPrivate(),
                new char[0],
                new Certificate[] {certificate.certificate()});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
    }

    @Test
    void makesANewSessionOnEachConnection() throws Exception {
        try (var peer = SmtpPeer.start(securing())) {
            var tally = Loads.of(peer).security(Load.Security.NEW_SESSION).run(1, 3);

            assertThat(tally.reasons()).isEmpty();
            assertThat(tally.acknowledged()).isEqualTo(3);
            assertThat(tally.resumedSessions()).isZero();
            assertThat(peer.mails()).hasSize(3);
        }
    }

    @Test
    void resumesTheSessionOfTheConnectionBefore() throws Exception {
        try (var peer = SmtpPeer.start(securing())) {
            var client = Loads.of(peer).security(Load.Security.RESUMED).client(1);
            var first = client.run(Goal.messages(1, 60));
            var second = client.run(Goal.messages(3, 60));

            assertThat(first.reasons()).isEmpty();
            assertThat(second.reasons()).isEmpty();
            assertThat(second.acknowledged()).isEqualTo(3);
            assertThat(second.resumedSessions()).isEqualTo(second.connections());
        }
    }

    @Test
    void aRefusedStartTlsIsAnError() throws Exception {
        SmtpPeerScript refuses =
                session -> {
                    session.send("220 ready");
                    session.answer("EHLO client.test", "250 STARTTLS");
                    session.answer("STARTTLS", "454 not now");
                };
        try (var peer = SmtpPeer.start(refuses)) {
            var tally = Loads.of(peer).security(Load.Security.NEW_SESSION).run(1, 1);

            assertThat(tally.reasons()).containsKey("454 instead of 220");
            assertThat(tally.acknowledged()).isZero();
        }
    }

    private static SmtpPeerScript securing() {
        return session -> {
            session.send("220 ready");
            session.answer("EHLO client.test", "250 STARTTLS");
            session.answer("STARTTLS", "220 go");
            session.startTls(context);
            session.accept();
        };
    }
}
