package io.staffetta.spi.tls;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/// How one attempt to secure a connection to another server ended, or why it was not even made.
///
/// @param nextHop the server
/// @param published the policy it was measured by; `null` for none that the destination published
/// @param result in the words of RFC 8460 §4.3
/// @param detail one line more, without control characters; empty for none
/// @param local our address; empty if there was no connection
/// @param remote the server's address; empty if there was no connection
public record TlsOutcome(
        NextHop nextHop,
        @Nullable PublishedTls published,
        Result result,
        String detail,
        Optional<InetAddress> local,
        Optional<InetAddress> remote) {

    /// Result types of RFC 8460 §4.3; [#toString()] gives the registered word.
    public enum Result {
        /// The connection is as it must be.
        SUCCESS,
        /// The server does not offer STARTTLS, or refused it.
        STARTTLS_NOT_SUPPORTED,
        /// The certificate is for another host.
        CERTIFICATE_HOST_MISMATCH,
        /// The certificate has expired.
        CERTIFICATE_EXPIRED,
        /// The certificate leads to no authority that is believed.
        CERTIFICATE_NOT_TRUSTED,
        /// Any other failure of a handshake.
        VALIDATION_FAILURE,
        /// No TLSA record fits the certificate, or none can be used.
        TLSA_INVALID,
        /// An answer of DNS is not signed as it must be.
        DNSSEC_INVALID,
        /// DANE was demanded, and the destination has none.
        DANE_REQUIRED,
        /// The MTA-STS policy could not be fetched.
        STS_POLICY_FETCH_ERROR,
        /// The MTA-STS policy makes no sense.
        STS_POLICY_INVALID,
        /// The certificate of the MTA-STS policy's server cannot be believed.
        STS_WEBPKI_INVALID;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
