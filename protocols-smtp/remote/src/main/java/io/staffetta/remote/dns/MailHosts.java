package io.staffetta.remote.dns;

import java.util.List;

/// Finds the servers of a destination. Used by many threads at once; blocks.
public interface MailHosts {

    /// The servers to try, in order; servers of equal preference in random order.
    ///
    /// @throws LookupFailure if there are none, or none can be found out now
    List<MailHost> find(Destination destination) throws LookupFailure;
}
