package io.staffetta.kernel.admin;

import io.staffetta.kernel.dkim.KeyAlgorithm;

import java.util.List;
import java.util.Optional;

/// Keys to be made.
///
/// @param domain the signing domain, in any form
/// @param selector what to call it; with several algorithms, what the names begin with; empty: the
///   day
/// @param algorithms one key for each, at least one
/// @param rsaBits size of an RSA key, 1024 to 4096
/// @param activate whether to sign with them at once, published or not
public record DkimKeyOrder(
        String domain,
        Optional<String> selector,
        List<KeyAlgorithm> algorithms,
        int rsaBits,
        boolean activate) {

    public DkimKeyOrder {
        algorithms = algorithms.stream().distinct().toList();
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("no algorithm is named");
        }
    }
}
