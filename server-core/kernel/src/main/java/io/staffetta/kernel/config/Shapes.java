package io.staffetta.kernel.config;

import static io.staffetta.kernel.config.Shape.list;
import static io.staffetta.kernel.config.Shape.section;
import static io.staffetta.kernel.config.Shape.settings;

/// The elements of the kernel. `staffetta.xsd` says the same to editors.
final class Shapes {

    private static final Shape LISTENER =
            settings(
                            "listener",
                            "name",
                            "protocol",
                            "bind",
                            "tls",
                            "tls-profile",
                            "tls-protocols",
                            "tls-ciphers",
                            "chain",
                            "auth",
                            "auth-in-clear",
                            "mechanisms",
                            "max-connections",
                            "max-connections-per-client")
                    .with(list("proxy-from", "network"), settings("tls", "use"))
                    .each("name");

    private static final Shape HOOK =
            settings("hook", "use", "mode", "on-error", "deadline").each("use");

    /// The root element.
    static final Shape STAFFETTA =
            section(
                            "staffetta",
                            list("domains", "domain"),
                            section("listeners", LISTENER),
                            section(
                                    "auth",
                                    settings("accounts", "use").each("use"),
                                    settings("mechanism", "use").each("use")),
                            section("relay", settings("permit", "use").each("use")),
                            section("chain", HOOK).with("name").each("name"),
                            section(
                                            "routes",
                                            settings("route", "domain", "sender", "name", "use")
                                                    .each("name", "domain"))
                                    .with("chain"),
                            section(
                                            "tls",
                                            settings("certificates", "use"),
                                            settings("provider", "use"),
                                            settings("outbound", "use").each("use"),
                                            settings("observer", "use").each("use"),
                                            list("protocols", "protocol"),
                                            list("ciphers", "cipher"),
                                            list("expiry-warnings", "expiry-warning"))
                                    .with("profile", "expired-certificate"),
                            section("storage", settings("spool", "use"), settings("state", "use")),
                            settings("queue", "use"),
                            section("services", settings("service", "use").each("use")),
                            section("admin").with("bind", "enabled"),
                            settings("limits"),
                            settings("network"),
                            settings("dns"),
                            settings("bans"))
                    .with("hostname");

    private Shapes() {}
}
