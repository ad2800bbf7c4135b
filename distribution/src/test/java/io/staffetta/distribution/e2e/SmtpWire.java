package io.staffetta.distribution.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A client that sends exactly what it is told and returns the last line of each reply.
final class SmtpWire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private static final String SERVER_NAME = "mail.example.test";

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private SmtpWire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static SmtpWire connect(InetSocketAddress address) {
        try {
            return new SmtpWire(new Socket(address.getAddress(), address.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With TLS from the first octet; any certificate will do.
    static SmtpWire connectTls(InetSocketAddress address) {
        return connectTls(address, SERVER_NAME);
    }

    /// The same, asking for a certificate of this name.
    static SmtpWire connectTls(InetSocketAddress address, String serverName) {
        var wire = connect(address);
        wire.handshake(serverName);
        return wire;
    }

    /// The certificate the server showed.
    X509Certificate certificate() {
        try {
            return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a whole reply; returns all its lines.
    String reply() {
        try {
            var all = new StringBuilder();
            while (true) {
                var line = readLine();
                all.append(all.isEmpty() ? "" : "\n").append(line);
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return all.toString();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a line and returns the reply.
    String say(String line) {
        send(line + "\r\n");
        return reply();
    }

    void send(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// STARTTLS with whatever certificate the server shows, then EHLO; returns its reply.
    String startTls() {
        var reply = say("STARTTLS");
        if (!reply.startsWith("220")) {
            throw new IllegalStateException(reply);
        }
        handshake(SERVER_NAME);
        return say("EHLO client.example.net");
    }

    /// AUTH PLAIN; returns the reply.
    String authPlain(String login, String password) {
        var token =
                Base64.getEncoder()
                        .encodeToString(
                                ("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8));
        return say("AUTH PLAIN " + token);
    }

    /// One whole transaction; returns the reply to the content.
    String message(String from, String to, String content) {
        return transaction("<" + from + ">", List.of("<" + to + ">"), content);
    }

    /// One whole transaction; returns the reply to the content, or the first that refused.
    ///
    /// @param mail argument of MAIL
    /// @param recipients arguments of RCPT
    String transaction(String mail, List<String> recipients, String content) {
        var reply = say("MAIL FROM:" + mail);
        for (var recipient : recipients) {
            if (reply.startsWith("250")) {
                reply = say("RCPT TO:" + recipient);
            }
        }
        if (!reply.startsWith("250")) {
            return reply;
        }
        reply = say("DATA");
        if (!reply.startsWith("354")) {
            return reply;
        }
        send(content);
        return say(".");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("connection closed after: " + line);
            }
            if (octet == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(octet);
        }
    }

    private void handshake(String serverName) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverything()}, null);
            var tls =
                    (SSLSocket)
                            context.getSocketFactory().createSocket(socket, serverName, 0, true);
            tls.setSoTimeout(TIMEOUT_MILLIS);
            tls.startHandshake();
            socket = tls;
            in = new BufferedInputStream(tls.getInputStream());
            out = tls.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class TrustEverything implements X509TrustManager {
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
