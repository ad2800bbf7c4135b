package io.staffetta.tarpit;

import io.staffetta.spi.hook.Finding;

import java.time.Duration;
import java.util.Objects;

/// What a finding of a hook before this one costs; element `<finding>`.
///
/// @param check what was checked, such as `dnsbl`; required
/// @param result what came out, such as `listed`; required
/// @param delay for each command; 2 s by default
public record FindingDelay(String check, String result, Duration delay) {

    public FindingDelay {
        check = Objects.requireNonNullElse(check, "");
        result = Objects.requireNonNullElse(result, "");
        if (check.isEmpty() || result.isEmpty()) {
            throw new IllegalArgumentException("finding must have a check and a result");
        }
        delay = Objects.requireNonNullElse(delay, Duration.ofSeconds(2));
    }

    boolean is(Finding finding) {
        return finding.check().equals(check) && finding.result().equals(result);
    }
}
