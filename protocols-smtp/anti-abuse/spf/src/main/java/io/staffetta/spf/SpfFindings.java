package io.staffetta.spf;

import io.staffetta.spi.hook.Finding;

import java.util.Arrays;
import java.util.Optional;

/// Findings of this hook, read again.
final class SpfFindings {

    static final String CHECK = "spf";

    private SpfFindings() {}

    static boolean isOfSender(Finding finding) {
        return identity(finding).filter(SpfIdentity.MAILFROM::equals).isPresent();
    }

    static Optional<SpfIdentity> identity(Finding finding) {
        return finding.check().equals(CHECK)
                ? Arrays.stream(SpfIdentity.values())
                        .filter(i -> finding.properties().containsKey(i.property()))
                        .findFirst()
                : Optional.empty();
    }

    static Optional<SpfResult> result(Finding finding) {
        return Arrays.stream(SpfResult.values())
                .filter(result -> result.word().equals(finding.result()))
                .findFirst();
    }
}
