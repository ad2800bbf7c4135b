package io.staffetta.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StraceTest {

    @Test
    void addsTheCallsOfTheFsyncFamilyUp() {
        var summary =
                """
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                 98.00    0.000072           9         8           fdatasync
                  2.00    0.000001           1         3         1 fsync
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.000073           6        11         1 total
                """;

        assertThat(Strace.calls(summary)).isEqualTo(11);
    }

    @Test
    void findsTheOnlyCall() {
        assertThat(Strace.calls("100.00    0.000072           9         8           fdatasync\n"))
                .isEqualTo(8);
    }

    @Test
    void findsNothingInNothing() {
        assertThat(Strace.calls("")).isZero();
    }
}
