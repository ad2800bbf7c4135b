package io.staffetta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import org.junit.jupiter.api.Assumptions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A real OpenID provider (`oidc-provider` of npm, certified), as a process of its own on a free
/// port of this machine. It issues tokens for any account without asking anybody.
///
/// Needs `node` and `npm`, and the npm registry when it is first used in a module; where one is
/// missing the test is skipped with the reason.
public final class OpenIdProvider implements AutoCloseable {

    /// The client that gets tokens and may ask about them.
    public static final String CLIENT = "test";

    /// Its secret.
    public static final String CLIENT_SECRET = "test-secret";

    /// What a token is asked for to be a JWT signed with RS256; `PS256`, `ES256` and `EdDSA` are
    /// there too.
    public static final String JWT = "urn:test:jwt:RS256";

    /// What a token is asked for to be understood by nobody else.
    public static final String OPAQUE = "urn:test:opaque";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MEMBER = Pattern.compile("\"([a-z_]+)\":\"([^\"]*)\"");

    private final Process process;
    private final BufferedReader output;
    private final String issuer;
    private final String clear;

    private OpenIdProvider(Process process) {
        this.process = process;
        output = process.inputReader(UTF_8);
        var line = line();
        issuer = member(line, "issuer");
        clear = member(line, "clear");
    }

    /// Starts one at a free port, without TLS.
    public static OpenIdProvider start() {
        return run("{}");
    }

    /// Starts one at a certain port: the same issuer as before, with other keys.
    public static OpenIdProvider start(int port) {
        return run("{\"port\":" + port + "}");
    }

    /// Starts one at a free port with TLS.
    ///
    /// @param certificate PEM file, for `localhost`
    /// @param key PEM file
    public static OpenIdProvider start(Path certificate, Path key) {
        return run("{\"certificate\":\"" + certificate + "\",\"key\":\"" + key + "\"}");
    }

    /// What it calls itself: `http://localhost:…` or `https://localhost:…`.
    public String issuer() {
        return issuer;
    }

    /// The port of its URL.
    public int port() {
        return URI.create(issuer).getPort();
    }

    /// A token for an account, with the scope `mail` and the audience `mail`.
    ///
    /// @param kind [#JWT], [#OPAQUE] …
    /// @param email goes into the claim of that name, as a verified one
    public String token(String kind, String email) {
        return token(
                Map.of(
                        "resource",
                        kind,
                        "scope",
                        "mail",
                        "claims",
                        "{\"email\":\"" + email + "\",\"email_verified\":true}"));
    }

    /// A token.
    ///
    /// @param form `resource`, and if wanted `scope`, `audience`, `ttl` (seconds) and `claims` (a
    ///   JSON object)
    public String token(Map<String, String> form) {
        return member(post("/token", form), "access_token");
    }

    /// Takes a token back.
    public void revoke(String token) {
        post("/token/revocation", Map.of("token", token));
    }

    /// Replaces all its keys; what they signed is worth nothing any more.
    public void rotateKeys() {
        try {
            var input = process.outputWriter(UTF_8);
            input.write("rotate\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line();
    }

    /// Ends the process, and waits for that.
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static OpenIdProvider run(String options) {
        var folder = NpmPackage.installed("openid", "provider.mjs");
        try {
            var process =
                    new ProcessBuilder("node", "provider.mjs", options)
                            .directory(folder.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return new OpenIdProvider(process);
            } catch (RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            return Assumptions.abort("node does not start: " + e.getMessage());
        }
    }

    private String post(String path, Map<String, String> form) {
        var basic =
                Base64.getEncoder().encodeToString((CLIENT + ":" + CLIENT_SECRET).getBytes(UTF_8));
        var all = new TreeMap<>(form);
        all.putIfAbsent("grant_type", "client_credentials");
        var body =
                all.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                        .collect(joining("&"));
        var request =
                HttpRequest.newBuilder(URI.create(clear + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String line() {
        try {
            return CompletableFuture.supplyAsync(this::readLine)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the OpenID provider does not answer", e);
        }
    }

    private String readLine() {
        try {
            var line = output.readLine();
            if (line == null) {
                throw new IOException("the OpenID provider has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String member(String json, String name) {
        return MEMBER.matcher(json)
                .results()
                .filter(member -> member.group(1).equals(name))
                .map(member -> member.group(2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + json));
    }
}
