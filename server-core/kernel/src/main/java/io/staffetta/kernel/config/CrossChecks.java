package io.staffetta.kernel.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks what no section can see alone.
///
/// @param tree the root element, for the places
/// @param config what was read from it
/// @param problems gets what is wrong
/// @param warnings gets what is strange
record CrossChecks(SettingsTree tree, ServerConfig config, Problems problems, Problems warnings) {

    private record Claim(Bind bind, String who) {}

    void run() {
        listeners();
        binds();
        tree.child("routes")
                .ifPresent(routes ->
                        requireChain(config.routeChain(), routes.attributeLocation("chain")));
        new RouteChecks(tree.child("routes").orElse(tree), config, problems, warnings).run();
        unusedChains();
    }

    private void listeners() {
        var elements = elements("listeners", "listener");
        if (elements.isEmpty()) {
            warnings.add(tree.location(), "there is no listener: nobody can connect");
        }
        var names = new HashSet<String>();
        for (int i = 0; i < elements.size(); i++) {
            var listener = config.listeners().get(i);
            var element = elements.get(i);
            if (!listener.name().isEmpty() && !names.add(listener.name())) {
                problems.add(
                        element.attributeLocation("name"),
                        "another listener is called '" + listener.name() + "' too");
            }
            requireChain(listener.chain(), element.attributeLocation("chain"));
            requireMechanisms(listener.mechanisms(), element.attributeLocation("mechanisms"));
        }
    }

    private void requireChain(String chain, SettingsTree.Location place) {
        if (!chain.isEmpty() && !config.chains().containsKey(chain)) {
            problems.add(
                    place,
                    "there is no chain '%s'%s"
                            .formatted(chain, DidYouMean.hint(chain, config.chains().keySet())));
        }
    }

    private void requireMechanisms(List<String> mechanisms, SettingsTree.Location place) {
        var known = config.mechanisms().stream().map(ComponentConfig::use).distinct().toList();
        for (var mechanism : mechanisms) {
            if (!known.contains(mechanism)) {
                problems.add(
                        place,
                        "there is no <mechanism use=\"%s\"> in <auth>%s"
                                .formatted(mechanism, DidYouMean.hint(mechanism, known)));
            }
        }
    }

    private void binds() {
        var elements = elements("listeners", "listener");
        var taken = new ArrayList<Claim>();
        for (int i = 0; i < elements.size(); i++) {
            var listener = config.listeners().get(i);
            var place = elements.get(i).attributeLocation("bind");
            claim(listener.bind(), "listener '" + listener.name() + "'", place, taken);
        }
        if (config.admin().enabled()) {
            var place = tree.child("admin").orElse(tree).attributeLocation("bind");
            claim(new Bind.Tcp(config.admin().bind()), "administration", place, taken);
        }
    }

    private void claim(Bind bind, String who, SettingsTree.Location place, List<Claim> taken) {
        taken.stream()
                .filter(other -> collides(bind, other.bind()))
                .findFirst()
                .ifPresent(other ->
                        problems.add(
                                place,
                                "%s cannot be bound to %s: %s has %s"
                                        .formatted(who, bind, other.who(), other.bind())));
        taken.add(new Claim(bind, who));
    }

    private static boolean collides(Bind one, Bind other) {
        if (one instanceof Bind.Tcp(var a) && other instanceof Bind.Tcp(var b)) {
            boolean any = a.getAddress().isAnyLocalAddress() || b.getAddress().isAnyLocalAddress();
            return a.getPort() != 0
                    && a.getPort() == b.getPort()
                    && (any || a.getAddress().equals(b.getAddress()));
        }
        return one.equals(other);
    }

    private void unusedChains() {
        var used = new HashSet<>(Set.of(config.routeChain()));
        config.listeners().forEach(listener -> used.add(listener.chain()));
        for (var chain : tree.children("chain")) {
            if (chain.attribute("name").filter(used::contains).isEmpty()) {
                warnings.add(chain.location(), "no listener uses this chain, nor does <routes>");
            }
        }
    }

    private List<SettingsTree> elements(String section, String name) {
        return tree.child(section).map(s -> s.children(name)).orElse(List.of());
    }
}
