package io.staffetta.kernel;

import io.staffetta.kernel.admin.PluginInfo;
import io.staffetta.kernel.config.LoadedConfig;
import io.staffetta.kernel.config.Problem;

import java.util.List;

/// A configuration that could be started.
///
/// @param config as it was read
/// @param plugins the plugins and where each offer would be used
/// @param warnings what is allowed and strange
public record CheckReport(LoadedConfig config, List<PluginInfo> plugins, List<Problem> warnings) {

    /// The TLS versions and cipher suites a listener would speak.
    ///
    /// @param listener its name
    /// @param protocols by their Java names
    /// @param ciphers by their Java names, in the order of preference
    public record ListenerTls(String listener, List<String> protocols, List<String> ciphers) {}

    public CheckReport {
        plugins = List.copyOf(plugins);
        warnings = List.copyOf(warnings);
    }

    /// What each listener would speak if its TLS policy starts TLS.
    public List<ListenerTls> tls() {
        var general = config.config().tls().strength();
        return config.config().listeners().stream()
                .map(listener -> {
                    var strength = listener.tlsStrength().over(general);
                    return new ListenerTls(
                            listener.name(),
                            strength.enabledProtocols(),
                            strength.enabledCiphers());
                })
                .toList();
    }
}
