package io.staffetta.dkim;

/// Which published keys are accepted.
///
/// @param recordOctets longest record
/// @param minRsaBits smallest RSA key
/// @param maxRsaBits largest RSA key
record KeyLimits(int recordOctets, int minRsaBits, int maxRsaBits) {

    /// Nobody may sign with, nor believe, a smaller RSA key (RFC 8301 §3.2).
    static final int LEAST_RSA_BITS = 1024;
}
