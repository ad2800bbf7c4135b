package io.staffetta.remote.body;

import java.util.List;
import java.util.Random;

/// A message with parts, messages and multiparts in it, correct except for what this is about.
final class RandomMessage {

    private static final List<String> LEAVES =
            List.of(
                    "text/plain; charset=utf-8",
                    "text/html",
                    "image/x; name=\"a b\"",
                    "application/x");

    private final Random random;
    private final boolean lines;
    private final StringBuilder out = new StringBuilder();
    private int boundaries;

    /// @param lines whether bodies are made of lines that are no longer than allowed
    RandomMessage(Random random, boolean lines) {
        this.random = random;
        this.lines = lines;
        message(0);
    }

    String text() {
        return out.toString();
    }

    private void message(int depth) {
        line("X-Subject: " + random.nextInt());
        if (chance(4)) {
            line("Received: a", "  b", "\tc");
        }
        if (chance(6)) {
            line("MIME-Version: 1.0");
        }
        entity(depth);
    }

    private void entity(int depth) {
        switch (random.nextInt(depth > 4 ? 4 : 8)) {
            case 5, 6 -> multipart(depth);
            case 7 -> {
                encoding();
                line("content-type: message/RFC822", "");
                message(depth + 1);
            }
            default -> leaf();
        }
    }

    private void leaf() {
        var type = LEAVES.get(random.nextInt(LEAVES.size()));
        if (chance(5)) {
            line("Content-Type: " + type);
        }
        encoding();
        line("X-Part: " + random.nextInt(), "");
        body();
    }

    private void multipart(int depth) {
        var boundary = "B" + boundaries++ + "'()+_,-./:=?";
        line("Content-Type: multipart/x;" + (chance(3) ? "\r\n\t" : " (a) "));
        out.setLength(out.length() - 2);
        line("boundary=\"" + boundary + "\"" + (chance(3) ? "; a=b" : ""));
        encoding();
        line("");
        if (chance(3)) {
            line(chance(2) ? "Pr\u00e4ambel" : "preamble");
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            line("--" + boundary + (chance(3) ? " \t" : ""));
            line("X-Number: " + i);
            entity(depth + 1);
            line("");
        }
        line("--" + boundary + "--");
        if (chance(3)) {
            line("", chance(2) ? "E\u00f6" : "epilogue");
        }
    }

    private void encoding() {
        if (chance(2)) {
            line(
                    "Content-Transfer-Encoding: "
                            + List.of("8bit", "BINARY", "7bit").get(random.nextInt(3)));
        }
    }

    private void body() {
        int kind = random.nextInt(4);
        for (int i = random.nextInt(6); i > 0; i--) {
            int length =
                    random.nextInt(10) == 0
                            ? random.nextInt(lines ? 990 : 3000)
                            : random.nextInt(90);
            for (int n = 0; n < length; n++) {
                out.append(character(kind));
            }
            out.append("\r\n");
        }
        if (chance(2)) {
            out.append(character(kind));
        }
        if (chance(4)) {
            out.append(" ".repeat(random.nextInt(4)));
        }
    }

    private char character(int kind) {
        return switch (kind) {
            case 0 -> (char) (32 + random.nextInt(95));
            case 1 -> lines ? (char) (32 + random.nextInt(224)) : (char) random.nextInt(256);
            case 2 -> " \t=-Fx\u00e4.".charAt(random.nextInt(8));
            default -> random.nextInt(60) == 0 ? '\u00fc' : (char) (97 + random.nextInt(26));
        };
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private void line(String... text) {
        for (var one : text) {
            out.append(one).append("\r\n");
        }
    }
}
