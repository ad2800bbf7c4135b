package io.staffetta.tls.outbound.dane;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;

import java.util.List;
import java.util.Optional;

/// Which next hops DANE is for.
///
/// @param domains next hops it is for
/// @param except those it is not for, of these
/// @param mandatory those it must be for
record Scope(NextHops domains, Optional<NextHops> except, Optional<NextHops> mandatory) {

    static Scope of(DaneSettings settings) {
        return new Scope(
                NextHops.parse(settings.domains()),
                some(settings.except()),
                some(settings.mandatory()));
    }

    boolean includes(NextHop hop) {
        return isMandatory(hop)
                || (domains.include(hop)
                        && except.filter(hops -> hops.includeSurely(hop)).isEmpty());
    }

    boolean isMandatory(NextHop hop) {
        return mandatory.filter(hops -> hops.include(hop)).isPresent();
    }

    /// No pattern means every next hop to [NextHops], but none here.
    private static Optional<NextHops> some(List<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(NextHops.parse(texts));
    }
}
