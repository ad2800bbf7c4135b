package io.staffetta.acme;

import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Answers http-01 (RFC 8555 §8.3): the pages of pending challenges and 404 for all else.
final class HttpAnswers implements Answers {

    private static final String PATH = "/.well-known/acme-challenge/";
    private static final int MAX_HEAD = 8192;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final ChallengeListener listener;

    HttpAnswers(AcmeSettings settings) throws IOException {
        listener =
                ChallengeListener.open(
                        "http-01",
                        settings.httpAddress(),
                        settings.maxConnections(),
                        settings.connectionTimeout(),
                        this::hold);
    }

    @Override
    public Challenge prepare(Authorization authorization) throws OrderFailure {
        var challenge = Answers.find(authorization, Http01Challenge.class, "http-01");
        publish(challenge.getToken(), challenge.getAuthorization());
        return challenge;
    }

    void publish(String token, String content) {
        pages.put(PATH + token, content);
    }

    int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }

    private void hold(Socket socket) throws IOException {
        var line = requestLine(socket).split(" ", -1);
        var page = line.length == 3 && line[0].equals("GET") ? pages.get(line[1]) : null;
        var answer = page == null ? answer("404 Not Found", "not found\n") : answer("200 OK", page);
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
    }

    /// Reads all of the head: a connection closed over unread octets is reset.
    private static String requestLine(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var head = new StringBuilder();
        while (!endsWithEmptyLine(head)) {
            int octet = in.read();
            if (octet < 0 || head.length() >= MAX_HEAD) {
                throw new IOException("not a request");
            }
            head.append((char) octet);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static boolean endsWithEmptyLine(StringBuilder head) {
        int start = head.length() - 4;
        return start >= 0 && head.indexOf("\r\n\r\n", start) == start;
    }

    private static String answer(String status, String content) {
        return String.join(
                "\r\n",
                "HTTP/1.1 " + status,
                "Content-Type: text/plain",
                "Content-Length: " + content.length(),
                "Connection: close",
                "",
                content);
    }
}
