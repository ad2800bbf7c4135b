package io.staffetta.sasl.scram;

import com.ongres.scram.common.ScramMechanism;

/// The hash functions SCRAM is used with.
enum ScramHash {
    SHA_1("SHA-1", 20, ScramMechanism.SCRAM_SHA_1),
    SHA_256("SHA-256", 32, ScramMechanism.SCRAM_SHA_256),
    SHA_512("SHA-512", 64, ScramMechanism.SCRAM_SHA_512);

    private final String registeredName;
    private final int octets;
    private final ScramMechanism functions;

    ScramHash(String registeredName, int octets, ScramMechanism functions) {
        this.registeredName = registeredName;
        this.octets = octets;
        this.functions = functions;
    }

    /// As IANA and the account stores name it.
    String registeredName() {
        return registeredName;
    }

    /// Length of its result.
    int octets() {
        return octets;
    }

    /// The library's name for it.
    ScramMechanism functions() {
        return functions;
    }

    /// Name of the mechanism without channel binding.
    String mechanism() {
        return "SCRAM-" + registeredName;
    }

    /// Name of the mechanism with channel binding.
    String plusMechanism() {
        return mechanism() + "-PLUS";
    }
}
