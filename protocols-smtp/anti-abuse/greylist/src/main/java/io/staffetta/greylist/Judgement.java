package io.staffetta.greylist;

import java.time.Duration;

/// What became of one recipient.
///
/// @param result word for the finding
/// @param delay how long the client has to wait; zero if it may go on
record Judgement(String result, String detail, Duration delay) {

    static Judgement skipped(String reason, String detail) {
        return new Judgement("skipped-" + reason, detail, Duration.ZERO);
    }

    boolean isDelayed() {
        return delay.isPositive();
    }
}
