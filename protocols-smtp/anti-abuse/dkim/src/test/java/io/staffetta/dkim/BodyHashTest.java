package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.spi.mail.Content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Random;
import java.util.Set;

class BodyHashTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                   | '~'           | ''
                    '~'                  | '~'           | ''
                    '~~'                 | '~'           | ''
                    ' ~'                 | ' ~'          | ''
                    ' _ ~~'              | ' _ ~'        | ''
                    ' C ~D _ E~~~'       | ' C ~D _ E~'  | ' C~D E~'
                    'a'                  | 'a~'          | 'a~'
                    'a '                 | 'a ~'         | 'a~'
                    'a~~~b~~'            | 'a~~~b~'      | 'a~~~b~'
                    'a~ '                | 'a~ ~'        | 'a~'
                    """)
    void bodiesAreMadeCanonical(String body, String simple, String relaxed) throws IOException {
        assertThat(hash(octets(body), Canonicalization.SIMPLE)).isEqualTo(of(octets(simple)));
        assertThat(hash(octets(body), Canonicalization.RELAXED)).isEqualTo(of(octets(relaxed)));
    }

    @Test
    void theHashesOfEmptyBodiesAreThoseOfTheRfc() throws IOException {
        assertThat(hash("", Canonicalization.SIMPLE))
                .isEqualTo(new BodyHash("frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=", 2));
        assertThat(hash("", Canonicalization.RELAXED))
                .isEqualTo(new BodyHash("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", 0));
    }

    @Test
    void agreesWithThePlainRulesWhateverTheBodyAndItsPieces() throws IOException {
        var random = new Random(6376);
        var words = new String[] {"\r\n", "\r\n", " ", "\t", "a", "bc", "\r\n\r\n", "  ", "\u00e9"};
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(words[random.nextInt(words.length)]);
            }
            var body = text.toString();
            assertThat(hash(body, Canonicalization.SIMPLE)).as(body).isEqualTo(of(simple(body)));
            assertThat(hash(body, Canonicalization.RELAXED)).as(body).isEqualTo(of(relaxed(body)));
        }
    }

    @Test
    void aLimitCutsTheCanonicalBody() throws IOException {
        var kind = new BodyHash.Kind(Canonicalization.RELAXED, 4);
        var hash = BodyHash.of(content("a  b c\r\n\r\n"), Set.of(kind)).get(kind);
        assertThat(hash).isEqualTo(new BodyHash(of("a b ").base64(), 7));
    }

    private static String simple(String body) {
        var ended = body.endsWith("\r\n") ? body : body + "\r\n";
        return ended.replaceFirst("(\r\n)+\\z", "\r\n");
    }

    private static String relaxed(String body) {
        var ended = body.isEmpty() || body.endsWith("\r\n") ? body : body + "\r\n";
        var reduced = ended.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n");
        var cut = reduced.replaceFirst("(\r\n)+\\z", "\r\n");
        return cut.equals("\r\n") ? "" : cut;
    }

    private static String octets(String shown) {
        return shown.replace("~", "\r\n").replace('_', '\t');
    }

    private static BodyHash of(String canonical) {
        byte[] octets = canonical.getBytes(ISO_8859_1);
        return new BodyHash(
                Base64.getEncoder().encodeToString(Sha256.digest().digest(octets)), octets.length);
    }

    private static BodyHash hash(String body, Canonicalization how) throws IOException {
        var kind = BodyHash.Kind.whole(how);
        var hash = BodyHash.of(content(body), Set.of(kind)).get(kind);
        assertThat(hash).isNotNull();
        return hash;
    }

    /// Comes in pieces of three octets.
    private static Content content(String text) {
        byte[] octets = text.getBytes(ISO_8859_1);
        return new Content() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(new ByteArrayInputStream(octets)) {
                    @Override
                    public int read(byte[] into, int offset, int count) throws IOException {
                        return super.read(into, offset, Math.min(3, count));
                    }
                };
            }
        };
    }
}
