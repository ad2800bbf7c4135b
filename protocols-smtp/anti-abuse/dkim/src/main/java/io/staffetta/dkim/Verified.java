package io.staffetta.dkim;

import io.staffetta.spi.hook.Finding;

import java.util.Optional;

/// What came of one signature.
///
/// @param claim the field it stands in
/// @param result the result
/// @param detail why, one line; empty if nothing is to be said
record Verified(Claim claim, Result result, String detail) {

    /// The domain that signed, if the signature is good.
    Optional<String> passedDomain() {
        return result == Result.PASS ? claim.domain() : Optional.empty();
    }

    Finding finding() {
        return new Finding("dkim", result.word(), detail, claim.properties());
    }
}
