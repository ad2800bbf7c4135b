package io.staffetta.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class AuthorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    a@x.example                           | a@x.example
                    <a@x.example>                         | a@x.example
                    "Doe, J. <b@y.example>" <a@x.example> | a@x.example
                    a@x.example (Doe, <b@y.example>)      | a@x.example
                    J. Doe <a@x.example> (b@y.example)    | a@x.example
                    "a \\" b"@x.example                   | "a \\" b"@x.example
                    b@y.example <a@x.example>             | a@x.example
                    """)
    void findsTheAddress(String field, String address) {
        assertThat(Author.parse(field))
                .singleElement()
                .extracting(author -> author.mailbox().toString())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<>",
                "Bob",
                "a@x.example b@y.example",
                "<a@x.example> <b@y.example>",
                "<a@x.example> b@y.example",
                "<<a@x.example>>",
                "a@x.example,",
                "\"a@x.example",
                "list: a@x.example;",
                "<@y.example:a@x.example>",
                "a@x.example (b@y.example"
            })
    void refusesWhatTwoReadersCouldReadTwoWays(String field) {
        assertThatThrownBy(() -> Author.parse(field)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingElseIsThrownOnRandomInput() {
        var random = new Random(5);
        var alphabet = "ab@.<>\"\\(),:; =?utf-8?q?\u00e9\u202e[]";
        for (int run = 0; run < 50_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Author.parse(text.toString());
            } catch (IllegalArgumentException _) {
                // That is how it says no.
            }
            assertThat(Dates.parse(text.toString())).isNotNull();
        }
    }
}
