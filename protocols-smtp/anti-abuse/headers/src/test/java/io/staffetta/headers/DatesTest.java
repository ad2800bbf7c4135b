package io.staffetta.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class DatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Fri, 21 Nov 1997 09:55:06 -0600              | 1997-11-21T15:55:06Z
                    21 Nov 97 09:55:06 GMT                       | 1997-11-21T09:55:06Z
                    Thu, 13 Feb 1969 23:32 -0330 (Newfoundland)  | 1969-02-14T03:02:00Z
                    Fri, 21 Nov 1997 09(comment):   55  :  06 EST | 1997-11-21T14:55:06Z
                    1 Jul 2003 10:52:37 +0200                    | 2003-07-01T08:52:37Z
                    Sat, 31 Dec 2016 23:59:60 +0000              | 2016-12-31T23:59:59Z
                    """)
    void readsTheFormsOfTheStandard(String text, Instant instant) {
        assertThat(Dates.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "31 Feb 2020 10:00:00 +0000",
                "1 Jan 2020 25:00 GMT",
                "1 Jan 2020"
            })
    void refusesOthers(String text) {
        assertThat(Dates.parse(text)).isEmpty();
    }
}
