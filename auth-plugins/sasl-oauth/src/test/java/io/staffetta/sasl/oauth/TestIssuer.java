package io.staffetta.sasl.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An issuer of odd tokens, which a real one does not issue, and with odd answers.
final class TestIssuer implements AutoCloseable {

    /// An answer over HTTP.
    interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    static final RSAKey RSA = rsa("one", 2048);
    static final RSAKey SECOND_RSA = rsa("two", 2048);
    static final RSAKey SHORT_RSA = rsa("short", 1024);
    static final RSAKey FOREIGN_RSA = rsa("one", 2048);
    static final ECKey EC = ec();

    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    TestIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        page("/.well-known/openid-configuration", json(discovery()));
        keys(RSA, EC, SHORT_RSA);
    }

    String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What a good discovery document says.
    Map<String, Object> discovery() {
        return Map.of(
                "issuer", name(),
                "jwks_uri", name() + "/keys",
                "introspection_endpoint", name() + "/introspection");
    }

    void keys(JWK... keys) {
        page("/keys", json(new JWKSet(List.of(keys)).toPublicJWKSet().toJSONObject()));
    }

    void page(String path, Page page) {
        pages.put(path, page);
    }

    /// Method and path, and the body of a POST.
    List<String> requests() {
        return requests;
    }

    long requests(String path) {
        return requests.stream().filter(request -> request.contains(path)).count();
    }

    static Page json(Map<String, ?> document) {
        return text(200, JSONObjectUtils.toJSONString(document));
    }

    static Page text(int status, String text) {
        return exchange -> {
            var octets = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
        };
    }

    JWTClaimsSet.Builder claims() {
        return claims(name());
    }

    /// Those of a token as good as can be at [TestClock#START].
    static JWTClaimsSet.Builder claims(String issuer) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("mail")
                .subject("4711")
                .issueTime(TestClock.date(-10))
                .notBeforeTime(TestClock.date(-10))
                .expirationTime(TestClock.date(600))
                .claim("scope", "openid mail")
                .claim("email", "alice@example.org")
                .claim("email_verified", true);
    }

    String token(JWTClaimsSet.Builder claims) {
        return signed(header(JWSAlgorithm.RS256, "one").build(), claims.build(), RSA);
    }

    static JWSHeader.Builder header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm).keyID(kid).type(new JOSEObjectType("at+jwt"));
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWK key) {
        var token = new SignedJWT(header, claims);
        try {
            token.sign(
                    key instanceof RSAKey rsa
                            ? new RSASSASigner(
                                    rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                            : new ECDSASigner((ECKey) key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            pages.getOrDefault(exchange.getRequestURI().getPath(), text(404, "")).answer(exchange);
        }
    }

    private static RSAKey rsa(String kid, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
