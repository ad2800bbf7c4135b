package io.staffetta.tls.outbound.dane;

import io.staffetta.tls.outbound.dane.tlsa.TlsaRecords;

import java.util.Set;

/// What DNS says of a next hop.
sealed interface Finding {

    /// The server has signed TLSA records.
    ///
    /// @param base the TLSA base domain (RFC 7672 §2.2.3)
    /// @param names securely known names of the server; one must stand in its certificate if an
    ///   authority vouches for it
    record Published(TlsaRecords records, String base, Set<String> names) implements Finding {
        public Published {
            names = Set.copyOf(names);
        }
    }

    /// It has none.
    ///
    /// @param why for the middle of a line
    /// @param signed whether DNSSEC proves that
    record Nothing(String why, boolean signed) implements Finding {
        /// For all that is known.
        Nothing(String why) {
            this(why, false);
        }
    }

    /// It is no server of the destination, whose own servers have TLSA records.
    ///
    /// @param why one line
    record Stranger(String why) implements Finding {}
}
