package io.staffetta.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    plain                                          | plain
                    =?ISO-8859-1?Q?a?=                             | a
                    =?ISO-8859-1?Q?a?= b                           | a b
                    =?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=          | ab
                    =?ISO-8859-1?Q?a?=    =?utf-8?b?Yg==?=  c      | ab  c
                    =?ISO-8859-1?Q?a_b?=                           | a b
                    =?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=         | a b
                    x =?UTF-8*de?Q?Gr=C3=BC=C3=9Fe?= y             | x Grüße y
                    =?utf-8?B?R3LDvMOfZQ?=                         | Grüße
                    =?nonsense?q?a?=                               | a
                    =?utf-8?x?a?=                                  | =?utf-8?x?a?=
                    =?utf-8?q?a                                    | =?utf-8?q?a
                    =?=?utf-8?q?a?=                                | =?a
                    =?utf-8?q?=4?=                                 | =4
                    """)
    void decodesWhatCanBeDecoded(String text, String decoded) {
        assertThat(EncodedWords.decoded(text)).isEqualTo(decoded);
    }

    @Test
    void keepsWhatIsEmpty() {
        assertThat(EncodedWords.decoded("")).isEmpty();
        assertThat(EncodedWords.decoded("=?")).isEqualTo("=?");
        assertThat(EncodedWords.decoded("=?utf-8?q??=")).isEmpty();
    }
}
