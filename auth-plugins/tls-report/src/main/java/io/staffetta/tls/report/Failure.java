package io.staffetta.tls.report;

import io.staffetta.spi.tls.TlsOutcome;

/// What failures must have in common to be counted together.
///
/// @param result in the words of RFC 8460 §4.3
/// @param local our address; empty if there was no connection
/// @param host the mail server's name; empty if it is not about one
/// @param remote its address; empty if there was no connection
record Failure(String result, String local, String host, String remote) {

    static Failure of(TlsOutcome outcome) {
        return new Failure(
                outcome.result().toString(),
                outcome.local().map(IpText::of).orElse(""),
                isOfPolicy(outcome.result()) ? "" : outcome.nextHop().host(),
                outcome.remote().map(IpText::of).orElse(""));
    }

    /// Whether it is the policy that could not be had, whatever the server.
    private static boolean isOfPolicy(TlsOutcome.Result result) {
        return switch (result) {
            case STS_POLICY_FETCH_ERROR, STS_POLICY_INVALID, STS_WEBPKI_INVALID -> true;
            case SUCCESS,
                    STARTTLS_NOT_SUPPORTED,
                    CERTIFICATE_HOST_MISMATCH,
                    CERTIFICATE_EXPIRED,
                    CERTIFICATE_NOT_TRUSTED,
                    VALIDATION_FAILURE,
                    TLSA_INVALID,
                    DNSSEC_INVALID,
                    DANE_REQUIRED ->
                    false;
        };
    }
}
