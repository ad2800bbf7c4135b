package io.staffetta.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenSessionTest {

    private final Leases leases = new Leases();
    private final OpenSession open = new OpenSession();

    @Test
    void givesBackWhatItHolds() {
        assertThat(open.acquire(leases, "a", 1, false)).isTrue();
        assertThat(open.acquire(leases, "a", 1, false)).isTrue();
        assertThat(new OpenSession().acquire(leases, "a", 1, false)).isFalse();
        open.end();
        assertThat(leases.size()).isZero();
    }

    /// A call that was abandoned may come back when the session is over.
    @Test
    void takesNothingAfterItsEnd() {
        open.end();
        assertThat(open.acquire(leases, "a", 1, false)).isTrue();
        assertThat(leases.size()).isZero();
    }
}
