package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The server's side of one connection to an [SmtpPeer]. Every method throws [IOException] when the
/// client is gone or the test is over.
public final class SmtpPeerSession implements AutoCloseable {

    private final SocketChannel channel;
    private final List<String> lines;
    private final List<SmtpPeerMail> mails;
    private final CountDownLatch closing;
    private InputStream in;
    private OutputStream out;

    SmtpPeerSession(
            SocketChannel channel,
            List<String> lines,
            List<SmtpPeerMail> mails,
            CountDownLatch closing)
            throws IOException {
        this.channel = channel;
        this.lines = lines;
        this.mails = mails;
        this.closing = closing;
        if (channel.getLocalAddress() instanceof UnixDomainSocketAddress) {
            in = new BufferedInputStream(Channels.newInputStream(channel));
            out = Channels.newOutputStream(channel);
        } else {
            channel.socket().setTcpNoDelay(true);
            in = new BufferedInputStream(channel.socket().getInputStream());
            out = channel.socket().getOutputStream();
        }
    }

    /// Sends lines in one write, each ended by CRLF.
    public void send(String... text) throws IOException {
        sendOctets((String.join("\r\n", text) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Sends octets as they are.
    public void sendOctets(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /// Sends a text over and over until the client has had enough.
    public void sendForever(String text) throws IOException {
        var octets = text.repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            sendOctets(octets);
        }
    }

    /// Sends a text over and over, octet by octet, with a pause after each.
    public void drip(String text, Duration pause) throws IOException {
        while (true) {
            for (byte octet : text.getBytes(StandardCharsets.ISO_8859_1)) {
                sendOctets(new byte[] {octet});
                pause(pause);
            }
        }
    }

    /// Waits for a line and returns it without CRLF.
    public String read() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int octet = octet();
            if (octet == '\n') {
                break;
            }
            line.write(octet);
        }
        var text = line.toString(StandardCharsets.UTF_8);
        assertThat(text).as("line ended by CRLF").endsWith("\r");
        lines.add(text.substring(0, text.length() - 1));
        return text.substring(0, text.length() - 1);
    }

    /// Waits for exactly this line.
    public void expect(String line) throws IOException {
        assertThat(read()).isEqualTo(line);
    }

    /// Waits for exactly this line and sends others.
    public void answer(String line, String... reply) throws IOException {
        expect(line);
        send(reply);
    }

    /// Waits for some octets, such as a chunk.
    public byte[] readOctets(int count) throws IOException {
        var octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException();
        }
        return octets;
    }

    /// Waits for content up to its final dot, and takes the dots out.
    public byte[] readContent() throws IOException {
        var content = new ByteArrayOutputStream();
        while (true) {
            var line = new ByteArrayOutputStream();
            int last = 0;
            int octet = octet();
            while (octet != '\n' || last != '\r') {
                line.write(octet);
                last = octet;
                octet = octet();
            }
            line.write('\n');
            var octets = line.toByteArray();
            if (octets.length == 3 && octets[0] == '.') {
                return content.toByteArray();
            }
            int stuffed = octets[0] == '.' ? 1 : 0;
            content.write(octets, stuffed, octets.length - stuffed);
        }
    }

    /// Whether the client closes without a word. Waits for either.
    public boolean isClosed() throws IOException {
        in.mark(1);
        int octet;
        try {
            octet = in.read();
        } catch (IOException e) {
            return true;
        }
        if (octet >= 0) {
            in.reset();
        }
        return octet < 0;
    }

    /// Performs the server's side of a TLS handshake.
    public void startTls(SSLContext context) throws IOException {
        var secured =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        channel.socket(), null, channel.socket().getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        in = new BufferedInputStream(secured.getInputStream());
        out = secured.getOutputStream();
    }

    /// Does nothing, not even read, until the test is over.
    public void stall() throws IOException {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new EOFException();
    }

    /// Closes so that the client's next write fails.
    public void abort() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    /// Answers all that follows with success, and takes mail, until QUIT or the end.
    ///
    /// @param keywords what the reply to EHLO and LHLO offers
    public void accept(String... keywords) throws IOException {
        var mail = "";
        var recipients = new ArrayList<String>();
        boolean lmtp = false;
        while (true) {
            var line = read();
            var verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "LHLO" -> {
                    lmtp = verb.equals("LHLO");
                    offer(keywords);
                }
                case "MAIL" -> {
                    mail = line;
                    recipients.clear();
                    send("250 2.1.0 sender ok");
                }
                case "RCPT" -> {
                    recipients.add(line);
                    send("250 2.1.5 recipient ok");
                }
                case "DATA" -> {
                    send("354 go");
                    take(new SmtpPeerMail(mail, recipients, readContent()), lmtp);
                }
                case "BDAT" -> {
                    var words = line.split(" ");
                    var content = readOctets(Integer.parseInt(words[1]));
                    assertThat(words).as("one chunk").hasSize(3);
                    take(new SmtpPeerMail(mail, recipients, content), lmtp);
                }
                case "QUIT" -> {
                    send("221 2.0.0 bye");
                    return;
                }
                default -> send("250 2.0.0 ok");
            }
        }
    }

    /// Replies to EHLO with keywords.
    public void offer(String... keywords) throws IOException {
        var reply = new ArrayList<String>();
        reply.add("peer.test");
        reply.addAll(List.of(keywords));
        for (int i = 0; i < reply.size(); i++) {
            reply.set(i, (i == reply.size() - 1 ? "250 " : "250-") + reply.get(i));
        }
        send(reply.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void take(SmtpPeerMail mail, boolean lmtp) throws IOException {
        mails.add(mail);
        for (int i = 0; i < (lmtp ? mail.recipients().size() : 1); i++) {
            send("250 2.0.0 taken");
        }
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    private void pause(Duration pause) throws IOException {
        try {
            if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EOFException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
