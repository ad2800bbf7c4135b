package io.staffetta.kernel.config;

/// Reads one `<route>`.
record RouteReading(Section route) {

    RouteConfig read() {
        var domain = route.attribute("domain", Names::routeDomain).orElse("");
        var sender = route.attribute("sender", Names::routeSender).orElse("");
        var own = route.attribute("name", Names::simple).orElse("");
        boolean misread =
                isMisread("domain", domain)
                        || isMisread("sender", sender)
                        || isMisread("name", own);
        if (!isGiven("domain") && !isGiven("name")) {
            route.problem(
                    "attribute 'domain' is missing: only hooks lead to a route without it, and"
                            + " they need a 'name'");
        }
        if (!isGiven("domain") && isGiven("sender")) {
            route.problem("sender", "means nothing without 'domain': only hooks lead here");
        }
        // Without a domain there is no pattern to name it by.
        var byPattern = domain.isEmpty() ? "" : RouteConfig.defaultName(domain, sender);
        var name = own.isEmpty() ? byPattern : own;
        return new RouteConfig(misread ? "" : name, domain, sender, route.component("use"));
    }

    private boolean isMisread(String attribute, String read) {
        return isGiven(attribute) && read.isEmpty();
    }

    private boolean isGiven(String attribute) {
        return route.tree().attribute(attribute).isPresent();
    }
}
