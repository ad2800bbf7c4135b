package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class DidYouMeanTest {

    private static final List<String> KNOWN = List.of("delay", "max-entries", "bind", "use");

    @ParameterizedTest
    @CsvSource({
        "dealy, delay",
        "maxentries, max-entries",
        "max-entry, max-entries",
        "bidn, bind",
        "us, use"
    })
    void findsTheNearest(String unknown, String meant) {
        assertThat(DidYouMean.closest(unknown, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "certificate", "network"})
    void staysSilentIfNothingIsNear(String unknown) {
        assertThat(DidYouMean.closest(unknown, KNOWN)).isEmpty();
    }

    @Test
    void listsWhatIsKnown() {
        assertThat(DidYouMean.hint("certificate", List.of("a", "b")))
                .isEqualTo(", known are [a, b]");
        assertThat(DidYouMean.hint("x", List.of())).isEqualTo(", none is known here");
    }
}
