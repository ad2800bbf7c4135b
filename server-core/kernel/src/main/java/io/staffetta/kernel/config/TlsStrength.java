package io.staffetta.kernel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which protocol versions and cipher suites are spoken.
///
/// @param profile where what is not listed comes from; empty: [#DEFAULT_PROFILE]
/// @param protocols versions in place of the profile's; empty: the profile's
/// @param ciphers suites in place of the profile's, in the order of preference; empty: the
///   profile's
public record TlsStrength(
        Optional<TlsProfile> profile, List<String> protocols, List<String> ciphers) {

    /// Versions that can be enabled at all.
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /// Default of `profile`.
    public static final TlsProfile DEFAULT_PROFILE = TlsProfile.INTERMEDIATE;

    /// Nothing said.
    public static final TlsStrength DEFAULT =
            new TlsStrength(Optional.empty(), List.of(), List.of());

    public TlsStrength {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /// Whether nothing is said.
    public boolean isDefault() {
        return profile.isEmpty() && protocols.isEmpty() && ciphers.isEmpty();
    }

    /// What holds for a listener that says this, under what is said for all. A profile of its own
    /// makes it independent of everything said for all.
    public TlsStrength over(TlsStrength general) {
        return profile.isPresent()
                ? this
                : new TlsStrength(
                        general.profile,
                        protocols.isEmpty() ? general.protocols : protocols,
                        ciphers.isEmpty() ? general.ciphers : ciphers);
    }

    /// The versions to enable: those listed, or those of the profile that have a cipher suite.
    public List<String> enabledProtocols() {
        return protocols.isEmpty()
                ? profileOrDefault().protocols().stream()
                        .filter(protocol -> hasSuite(protocol, allCiphers()))
                        .toList()
                : protocols;
    }

    /// The cipher suites to enable: those listed, or those of the profile; less those of versions
    /// that are not enabled.
    public List<String> enabledCiphers() {
        var enabled = enabledProtocols();
        return allCiphers().stream().filter(cipher -> enabled.contains(version(cipher))).toList();
    }

    /// What cannot work, one line each.
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (enabledProtocols().isEmpty()) {
            problems.add(
                    "no TLS protocol is enabled: the profile %s has none for these ciphers"
                            .formatted(Kebab.ofConstant(profileOrDefault())));
        }
        for (var protocol : protocols) {
            if (PROTOCOLS.contains(protocol) && !hasSuite(protocol, allCiphers())) {
                problems.add(
                        "no cipher suite of %s is enabled: %s has none"
                                .formatted(
                                        protocol,
                                        ciphers.isEmpty()
                                                ? "the profile "
                                                        + Kebab.ofConstant(profileOrDefault())
                                                : "the list of ciphers"));
            }
        }
        return problems;
    }

    private TlsProfile profileOrDefault() {
        return profile.orElse(DEFAULT_PROFILE);
    }

    private List<String> allCiphers() {
        return ciphers.isEmpty() ? profileOrDefault().ciphers() : ciphers;
    }

    private static boolean hasSuite(String protocol, List<String> ciphers) {
        return ciphers.stream().anyMatch(cipher -> version(cipher).equals(protocol));
    }

    /// Suites of TLS 1.3 say nothing of the key exchange.
    private static String version(String cipher) {
        return cipher.contains("_WITH_") ? "TLSv1.2" : "TLSv1.3";
    }
}
