package io.staffetta.kernel.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is left of a configuration without the parts that are wrong, so that the plugins can look
/// at the rest and the operator sees their complaints in the same report.
final class SoundPart {

    private final ServerConfig config;

    private SoundPart(ServerConfig config) {
        this.config = config;
    }

    static ServerConfig of(ServerConfig config) {
        return new SoundPart(config).reduce();
    }

    private ServerConfig reduce() {
        return new ServerConfig(
                config.hostname(),
                config.domains(),
                listeners(),
                sound(config.accounts()),
                sound(config.mechanisms()),
                sound(config.permits()),
                chains(),
                routes(),
                config.chains().containsKey(config.routeChain()) ? config.routeChain() : "",
                new TlsConfig(
                        sound(config.tls().certificates()),
                        sound(config.tls().provider()),
                        sound(config.tls().outbound()),
                        sound(config.tls().observers()),
                        config.tls().strength(),
                        config.tls().expiry()),
                sound(config.spool()),
                sound(config.state()),
                sound(config.queue()),
                sound(config.services()),
                config.admin(),
                config.limits(),
                config.network(),
                config.dns(),
                config.bans());
    }

    private List<ListenerConfig> listeners() {
        var names = new HashSet<String>();
        return config.listeners().stream()
                .filter(l -> !l.name().isEmpty() && !l.protocol().isEmpty() && names.add(l.name()))
                .map(l -> config.chains().containsKey(l.chain()) ? l : l.withoutChain())
                .toList();
    }

    private Map<String, List<HookConfig>> chains() {
        var chains = new LinkedHashMap<String, List<HookConfig>>();
        config.chains()
                .forEach((name, hooks) ->
                        chains.put(
                                name, hooks.stream().filter(h -> isSound(h.component())).toList()));
        chains.remove("");
        return chains;
    }

    private List<RouteConfig> routes() {
        var names = new HashSet<String>();
        return config.routes().stream()
                .filter(r -> !r.name().isEmpty() && isSound(r.transport()))
                .filter(r -> names.add(r.name()))
                .toList();
    }

    private static List<ComponentConfig> sound(List<ComponentConfig> components) {
        return components.stream().filter(SoundPart::isSound).toList();
    }

    private static Optional<ComponentConfig> sound(Optional<ComponentConfig> component) {
        return component.filter(SoundPart::isSound);
    }

    private static boolean isSound(ComponentConfig component) {
        return !component.use().isEmpty();
    }
}
