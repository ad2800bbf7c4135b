package io.staffetta.testkit;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Plays one transcript.
final class TranscriptPlayer {

    private final Transcript transcript;
    private final TranscriptPeer peer;
    private final Map<String, String> variables;
    private final StringBuilder dialogue = new StringBuilder();
    private @Nullable ByteArrayOutputStream batch;

    TranscriptPlayer(Transcript transcript, TranscriptPeer peer, Map<String, String> variables) {
        this.transcript = transcript;
        this.peer = peer;
        this.variables = variables;
    }

    void play() {
        TranscriptStep present = new TranscriptStep.Hangup(0);
        try (peer) {
            for (var step : transcript.steps()) {
                present = step;
                play(step);
            }
            sendBatch();
        } catch (IOException e) {
            throw failure(present.line(), String.valueOf(e), e);
        }
    }

    private void play(TranscriptStep step) throws IOException {
        switch (step) {
            case TranscriptStep.Send send -> send(send);
            case TranscriptStep.Pipeline _ -> batch = new ByteArrayOutputStream();
            case TranscriptStep.Expect expect -> {
                sendBatch();
                expect(expect);
            }
            case TranscriptStep.ExpectOctets expect -> {
                sendBatch();
                expectOctets(expect);
            }
            case TranscriptStep.ExpectReply expect -> {
                sendBatch();
                expectReply(expect);
            }
            case TranscriptStep.Tls _ -> {
                sendBatch();
                dialogue.append("TLS\n");
                peer.startTls();
            }
            case TranscriptStep.Close close -> {
                sendBatch();
                expectClose(close);
            }
            case TranscriptStep.Hangup _ -> {
                sendBatch();
                peer.close();
            }
        }
    }

    private void send(TranscriptStep.Send send) throws IOException {
        dialogue.append("C: ").append(send.text()).append('\n');
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(TranscriptText.octets(send.text(), variables));
        if (send.endsLine()) {
            octets.writeBytes(new byte[] {'\r', '\n'});
        }
        if (batch == null) {
            peer.send(octets.toByteArray());
        } else {
            batch.writeBytes(octets.toByteArray());
        }
    }

    private void sendBatch() throws IOException {
        if (batch != null) {
            peer.send(batch.toByteArray());
            batch = null;
        }
    }

    private void expect(TranscriptStep.Expect expect) throws IOException {
        var actual = line(expect.line());
        if (!TranscriptText.matches(expect.text(), variables, actual)) {
            throw failure(expect.line(), "expected:  " + expect.text() + "\n  but was: " + actual);
        }
    }

    private void expectOctets(TranscriptStep.ExpectOctets expect) throws IOException {
        for (byte expected : TranscriptText.octets(expect.text(), variables)) {
            int actual = peer.read();
            if (actual != Byte.toUnsignedInt(expected)) {
                throw failure(
                        expect.line(),
                        "expected octets: " + expect.text() + "\n  but came: " + actual);
            }
        }
        dialogue.append("S: ").append(expect.text()).append('\n');
    }

    private void expectReply(TranscriptStep.ExpectReply expect) throws IOException {
        String actual;
        do {
            actual = line(expect.line());
            if (!actual.startsWith(Integer.toString(expect.code()))) {
                throw failure(
                        expect.line(), "expected a " + expect.code() + "\n  but was: " + actual);
            }
        } while (actual.length() > 3 && actual.charAt(3) == '-');
    }

    private void expectClose(TranscriptStep.Close close) throws IOException {
        int octet;
        try {
            octet = peer.read();
        } catch (SocketTimeoutException e) {
            throw failure(close.line(), "the server did not close the connection", e);
        } catch (IOException reset) {
            // Closing with octets unread resets the connection: closed it is.
            return;
        }
        if (octet >= 0) {
            var rest = (char) octet + line(close.line());
            throw failure(close.line(), "expected the end\n  but was: " + rest);
        }
    }

    /// A line of the server without CRLF, which it must have.
    private String line(int number) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int octet = peer.read();
            if (octet == '\n') {
                break;
            }
            if (octet < 0) {
                throw failure(number, "the server closed the connection, after: " + text(line));
            }
            line.write(octet);
        }
        var text = text(line);
        if (!text.endsWith("\r")) {
            throw failure(number, "a line without CR: " + text);
        }
        var content = text.substring(0, text.length() - 1);
        dialogue.append("S: ").append(content).append('\n');
        return content;
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private AssertionError failure(int line, String problem) {
        return new AssertionError(
                transcript.name() + ":" + line + ": " + problem + "\n\n" + dialogue);
    }

    private AssertionError failure(int line, String problem, Throwable cause) {
        var failure = failure(line, problem);
        failure.initCause(cause);
        return failure;
    }
}
