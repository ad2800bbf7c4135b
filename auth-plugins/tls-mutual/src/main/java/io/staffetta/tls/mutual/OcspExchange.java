package io.staffetta.tls.mutual;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A question to a responder by HTTP (RFC 6960 appendix A). The answer is not verified here.
final class OcspExchange implements AutoCloseable {

    private static final long MAX_ANSWER = 64 << 10;

    private final Optional<URI> responder;
    private final Duration deadline;
    private @Nullable HttpClient http;

    /// @param responder whom to ask; empty: as the certificate says
    /// @param deadline for the whole exchange
    OcspExchange(Optional<URI> responder, Duration deadline) {
        this.responder = responder;
        this.deadline = deadline;
    }

    /// @param goodUntil when a newer answer is due
    record Answer(byte[] encoded, Optional<Instant> goodUntil) {}

    /// @throws IOException with one line if there is no answer, or none that says anything
    Answer ask(X509Certificate certificate, X509Certificate issuer) throws IOException {
        var address =
                responder
                        .or(() -> addressIn(certificate))
                        .orElseThrow(
                                () -> new IOException("the certificate names no http responder"));
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(deadline)
                        .header("Content-Type", "application/ocsp-request")
                        .header("Accept", "application/ocsp-response")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(question(certificate, issuer)))
                        .build();
        return read(fetch(address, request));
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }

    /// Made for the first question: it has a thread.
    private synchronized HttpClient http() {
        var present = http;
        if (present == null) {
            present =
                    HttpClient.newBuilder()
                            .connectTimeout(deadline)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build();
            http = present;
        }
        return present;
    }

    private byte[] fetch(URI address, HttpRequest request) throws IOException {
        var coming =
                http().sendAsync(
                                request,
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            var response = coming.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException(address + " did not answer within " + deadline, e);
        } catch (ExecutionException e) {
            throw new IOException(address + " did not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            coming.cancel(true);
        }
    }

    private static byte[] question(X509Certificate certificate, X509Certificate issuer)
            throws IOException {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var id =
                    new CertificateID(
                            digests.get(CertificateID.HASH_SHA1),
                            new JcaX509CertificateHolder(issuer),
                            certificate.getSerialNumber());
            return new OCSPReqBuilder().addRequest(id).build().getEncoded();
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException e) {
            throw new IOException("no question can be made: " + e.getMessage(), e);
        }
    }

    private static Answer read(byte[] octets) throws IOException {
        try {
            var answer = new OCSPResp(octets);
            if (answer.getStatus() != OCSPResp.SUCCESSFUL
                    || !(answer.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new IOException("the responder says status " + answer.getStatus());
            }
            var until =
                    Arrays.stream(basic.getResponses())
                            .flatMap(single -> Optional.ofNullable(single.getNextUpdate()).stream())
                            .map(Date::toInstant)
                            .min(Instant::compareTo);
            return new Answer(octets, until);
        } catch (OCSPException | RuntimeException e) {
            throw new IOException("the answer is damaged", e);
        }
    }

    private static Optional<URI> addressIn(X509Certificate certificate) {
        try {
            var access =
                    AuthorityInformationAccess.fromExtensions(
                            new JcaX509CertificateHolder(certificate).getExtensions());
            return access == null
                    ? Optional.empty()
                    : Arrays.stream(access.getAccessDescriptions())
                            .filter(one ->
                                    one.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                            .map(AccessDescription::getAccessLocation)
                            .filter(name ->
                                    name.getTagNo() == GeneralName.uniformResourceIdentifier)
                            .map(name -> URI.create(name.getName().toString()))
                            .filter(uri ->
                                    "http".equals(uri.getScheme())
                                            || "https".equals(uri.getScheme()))
                            .filter(uri -> uri.getHost() != null)
                            .findFirst();
        } catch (CertificateEncodingException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
