package io.staffetta.dmarc;

/// The DNS did not say whether there is a record.
final class LookupFailure extends Exception {

    private static final long serialVersionUID = 1;

    /// @param reason one line
    LookupFailure(String reason) {
        super(reason, null, false, false);
    }
}
