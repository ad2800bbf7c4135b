package io.staffetta.kernel.config;

import java.util.HashSet;

/// Checks what no route can see alone.
///
/// @param tree the element of the routes
/// @param config what was read
/// @param problems gets what is wrong
/// @param warnings gets what is strange
record RouteChecks(SettingsTree tree, ServerConfig config, Problems problems, Problems warnings) {

    void run() {
        var elements = tree.children("route");
        var patterns = new HashSet<String>();
        var names = new HashSet<String>();
        for (int i = 0; i < elements.size(); i++) {
            var route = config.routes().get(i);
            var element = elements.get(i);
            if (route.name().isEmpty()) {
                continue;
            }
            var pattern = pattern(route.domain(), route.sender());
            if (!route.domain().isEmpty() && !patterns.add(pattern)) {
                problems.add(
                        element.attributeLocation("domain"),
                        "another route is for " + pattern + " too");
            } else if (!names.add(route.name())) {
                problems.add(
                        element.attributeLocation("name"),
                        "another route is called '" + route.name() + "' too");
            }
            if (route.domain().isEmpty() && config.routeChain().isEmpty()) {
                warnings.add(
                        element.location(),
                        "only a hook leads to a route without 'domain', and <routes> has no"
                                + " 'chain' of hooks");
            }
        }
    }

    /// What a route is for.
    private static String pattern(String domain, String sender) {
        return sender.isEmpty() ? "'" + domain + "'" : "'" + domain + "' from '" + sender + "'";
    }
}
