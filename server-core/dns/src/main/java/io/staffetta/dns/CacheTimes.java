package io.staffetta.dns;

import java.time.Duration;

/// How long answers are kept.
///
/// @param least shortest time, even if the TTL is shorter
/// @param most longest time for records
/// @param negative longest time for the answer that something does not exist
/// @param failure how long a question without answer is not asked again (RFC 9520 §3.2)
public record CacheTimes(Duration least, Duration most, Duration negative, Duration failure) {

    Duration of(Answer answer) {
        return switch (answer) {
            case Answer.Found(_, var ttl) -> between(ttl, most);
            case Answer.Absent(_, var ttl) -> between(ttl, negative);
            case Answer.Failed _ -> failure;
        };
    }

    private Duration between(Duration ttl, Duration longest) {
        var raised = ttl.compareTo(least) < 0 ? least : ttl;
        return raised.compareTo(longest) > 0 ? longest : raised;
    }
}
