package io.staffetta.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/// Reads transcripts.
final class TranscriptParser {

    private final String name;
    private final Map<String, String> options = new HashMap<>();
    private final ArrayList<TranscriptStep> steps = new ArrayList<>();

    private TranscriptParser(String name) {
        this.name = name;
    }

    static Transcript parse(String name, String text) {
        var parser = new TranscriptParser(name);
        int number = 0;
        for (var line : text.split("\r?\n", -1)) {
            parser.line(++number, line);
        }
        return new Transcript(name, parser.options, parser.steps);
    }

    private void line(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("@")) {
            var words = line.substring(1).split(" ", 2);
            options.put(words[0], words.length == 2 ? words[1] : "");
            return;
        }
        steps.add(
                switch (line) {
                    case "PIPELINE" -> new TranscriptStep.Pipeline(number);
                    case "TLS" -> new TranscriptStep.Tls(number);
                    case "CLOSE" -> new TranscriptStep.Close(number);
                    case "HANGUP" -> new TranscriptStep.Hangup(number);
                    default -> spoken(number, line);
                });
    }

    private TranscriptStep spoken(int number, String line) {
        if (line.length() == 2 || line.charAt(2) == ' ') {
            var text = line.length() == 2 ? "" : line.substring(3);
            switch (line.substring(0, 2)) {
                case "C:" -> {
                    return new TranscriptStep.Send(number, text, true);
                }
                case "C-" -> {
                    return new TranscriptStep.Send(number, text, false);
                }
                case "S:" -> {
                    return new TranscriptStep.Expect(number, text);
                }
                case "S-" -> {
                    return new TranscriptStep.ExpectOctets(number, text);
                }
                case "S*" -> {
                    return new TranscriptStep.ExpectReply(number, Integer.parseInt(text.strip()));
                }
                default -> {}
            }
        }
        throw new IllegalArgumentException(name + ":" + number + ": not understood: " + line);
    }
}
