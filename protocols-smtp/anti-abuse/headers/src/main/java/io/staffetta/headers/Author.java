package io.staffetta.headers;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.text.EncodedWords;

import java.util.ArrayList;
import java.util.List;

/// One mailbox of `From`.
///
/// @param displayName what people see, decoded; may be empty
/// @param mailbox whose it is
record Author(String displayName, Mailbox mailbox) {

    /// Reads a `mailbox-list` (RFC 5322 §3.4). Display names may hold characters they should not,
    /// addresses may not, for two readers that disagree on the address are what a forger wants.
    ///
    /// @throws IllegalArgumentException if it is none, with a group for example
    static List<Author> parse(String field) {
        var authors = new ArrayList<Author>();
        for (var item : items(Comments.removed(field))) {
            authors.add(one(item.strip()));
        }
        return authors;
    }

    private static Author one(String item) {
        int open = unquoted(item, '<', 0);
        if (open < 0) {
            return new Author("", Mailbox.parse(item));
        }
        int close = unquoted(item, '>', open);
        if (close != item.length() - 1 || unquoted(item, '<', open + 1) >= 0) {
            throw new IllegalArgumentException("more than one address in angle brackets");
        }
        return new Author(
                name(item.substring(0, open)),
                Mailbox.parse(item.substring(open + 1, close).strip()));
    }

    private static String name(String phrase) {
        var plain = new StringBuilder();
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (c == '\\' && i + 1 < phrase.length()) {
                plain.append(phrase.charAt(++i));
            } else if (c != '"') {
                plain.append(c);
            }
        }
        return EncodedWords.decoded(plain.toString()).strip();
    }

    private static List<String> items(String field) {
        var items = new ArrayList<String>();
        int from = 0;
        for (int comma = unquoted(field, ',', 0); comma >= 0; comma = unquoted(field, ',', from)) {
            items.add(field.substring(from, comma));
            from = comma + 1;
        }
        items.add(field.substring(from));
        return items;
    }

    /// Where a character stands outside of quotes.
    private static int unquoted(String text, char wanted, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == wanted && !quoted) {
                return i;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                i++;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("unfinished quoted string");
        }
        return -1;
    }
}
