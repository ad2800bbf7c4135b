package io.staffetta.smtp.command;

import io.staffetta.smtp.reply.Refused;
import io.staffetta.spi.mail.Reply;

/// A place in a command line.
final class Cursor {

    private final String line;
    private int at;

    Cursor(String line, int at) {
        this.line = line;
        this.at = at;
    }

    boolean isAtEnd() {
        return at == line.length();
    }

    /// The next character; NUL at the end, as a line has none.
    char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    /// Takes the next character if it is this one.
    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /// Takes a word in any case.
    void expect(String word, Reply otherwise) throws Refused {
        if (!line.regionMatches(true, at, word, 0, word.length())) {
            throw Refused.with(otherwise);
        }
        at += word.length();
    }

    /// Takes one space or more.
    void spaces(Reply otherwise) throws Refused {
        if (!take(' ')) {
            throw Refused.with(otherwise);
        }
        skipSpaces();
    }

    void skipSpaces() {
        while (take(' ')) {}
    }

    /// Takes everything up to the next space, at least one character.
    String word(Reply otherwise) throws Refused {
        int end = line.indexOf(' ', at);
        var word = line.substring(at, end < 0 ? line.length() : end);
        if (word.isEmpty()) {
            throw Refused.with(otherwise);
        }
        at += word.length();
        return word;
    }

    /// Takes a path with its brackets, and returns what stands between them.
    String path(Reply otherwise) throws Refused {
        if (!take('<')) {
            throw Refused.with(otherwise);
        }
        int start = at;
        boolean quoted = false;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                at++;
            } else if (c == '>' && !quoted) {
                return line.substring(start, at - 1);
            }
        }
        throw Refused.with(otherwise);
    }

    /// Requires that nothing is left.
    void end(Reply otherwise) throws Refused {
        if (!isAtEnd()) {
            throw Refused.with(otherwise);
        }
    }
}
