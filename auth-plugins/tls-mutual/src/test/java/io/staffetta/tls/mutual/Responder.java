package io.staffetta.tls.mutual;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An OCSP responder on this machine.
final class Responder implements AutoCloseable {

    final AtomicInteger questions = new AtomicInteger();

    /// Who signs the answers.
    volatile Issued authority;

    /// What is said of everybody; `null` for good.
    volatile CertificateStatus status = CertificateStatus.GOOD;

    /// Whether it answers with an error of HTTP.
    volatile boolean broken;

    /// Whether it takes questions and says nothing.
    volatile boolean silent;

    private final CountDownLatch closed = new CountDownLatch(1);

    private final HttpServer server;

    Responder(Issued authority) throws IOException {
        this.authority = authority;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        try (exchange) {
            if (silent) {
                closed.await();
                return;
            }
            if (broken) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var answer = answer(new OCSPReq(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] answer(OCSPReq question) throws IOException {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var builder =
                    new BasicOCSPRespBuilder(
                            SubjectPublicKeyInfo.getInstance(
                                    authority.certificate().getPublicKey().getEncoded()),
                            digests.get(RespID.HASH_SHA1));
            var now = Instant.now();
            for (var one : question.getRequestList()) {
                builder.addResponse(
                        one.getCertID(),
                        status,
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plusSeconds(3600)));
            }
            var basic = builder.build(authority.signer(), null, Date.from(now));
            return new OCSPRespBuilder().build(OCSPResp.SUCCESSFUL, basic).getEncoded();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
