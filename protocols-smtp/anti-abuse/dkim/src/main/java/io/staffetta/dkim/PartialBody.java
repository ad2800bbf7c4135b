package io.staffetta.dkim;

/// What a good signature counts for that leaves a part of the body out (`l=`): anybody can add to
/// such a message (RFC 6376 §8.2).
public enum PartialBody {
    /// Its result is `policy`.
    POLICY,
    /// Its result is `pass`.
    PASS
}
