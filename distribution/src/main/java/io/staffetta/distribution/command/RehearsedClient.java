package io.staffetta.distribution.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The least of an SMTP client, on loopback with a server of this process.
final class RehearsedClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private Socket socket;
    private BufferedReader in;

    private RehearsedClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = reader(socket);
    }

    static RehearsedClient connect(SocketAddress address) throws IOException {
        var socket = new Socket();
        socket.connect(address, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        var client = new RehearsedClient(socket);
        client.expect("220");
        client.say("EHLO localhost", "250");
        return client;
    }

    void startTls() throws IOException, GeneralSecurityException {
        say("STARTTLS", "220");
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        var port = ((InetSocketAddress) socket.getRemoteSocketAddress()).getPort();
        socket = context.getSocketFactory().createSocket(socket, "localhost", port, true);
        in = reader(socket);
        say("EHLO localhost", "250");
    }

    void login(String account, String password) throws IOException {
        var words = "\0" + account + "\0" + password;
        var response = Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        say("AUTH PLAIN " + response, "235");
    }

    void mail(String from, String to) throws IOException {
        say("MAIL FROM:<" + from + ">", "250");
        say("RCPT TO:<" + to + ">", "250");
        say("DATA", "354");
        say("Subject: rehearsal\r\n\r\nHello.\r\n..\r\n.", "250");
    }

    @Override
    public void close() throws IOException {
        try (var _ = socket) {
            say("QUIT", "221");
        }
    }

    private void say(String text, String code) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        expect(code);
    }

    private void expect(String code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null || !line.startsWith(code)) {
                throw new IOException("expected " + code + ", got " + line);
            }
        } while (line.startsWith("-", code.length()));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// The server is in this process: there is nobody else it could be.
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
