package io.staffetta.kernel.config;

import io.staffetta.spi.mail.Domain;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads the root element.
///
/// @param section the root
/// @param machineName asked only if the configuration gives no `hostname`
record ServerReading(Section section, Supplier<String> machineName) {

    private static final String STAND_IN = "localhost";

    ServerConfig read() {
        var auth = section.child("auth");
        var routes = section.child("routes");
        return new ServerConfig(
                hostname(),
                section.child("domains").items("domain", Names::domain),
                section.child("listeners").children("listener").stream()
                        .map(listener -> new ListenerReading(listener).read())
                        .toList(),
                components(auth, "accounts"),
                components(auth, "mechanism"),
                components(section.child("relay"), "permit"),
                new ChainReading(section).read(),
                routes.children("route").stream()
                        .map(route -> new RouteReading(route).read())
                        .toList(),
                routes.attribute("chain", Section::nonEmpty).orElse(""),
                new TlsReading(section.child("tls")).read(),
                component(section.child("storage"), "spool"),
                component(section.child("storage"), "state"),
                component(section, "queue"),
                components(section.child("services"), "service"),
                admin(),
                limits("limits", Limits.DEFAULTS),
                limits("network", NetLimits.DEFAULTS),
                limits("dns", DnsConfig.DEFAULTS),
                limits("bans", BanConfig.DEFAULTS));
    }

    private String hostname() {
        if (section.tree().attribute("hostname").isPresent()) {
            return section.attribute("hostname", Names::domain).map(Domain::name).orElse(STAND_IN);
        }
        var machine = machineName.get();
        var qualified = Hostname.qualified(machine);
        if (qualified.isEmpty()) {
            section.problem(
                    "hostname",
                    "is missing, and this machine's name '%s' is not fully qualified: write"
                                    .formatted(machine)
                            + " <staffetta hostname=\"mail.example.org\">");
        }
        return qualified.orElse(STAND_IN);
    }

    private static List<ComponentConfig> components(Section section, String name) {
        return section.children(name).stream().map(c -> c.component("use")).toList();
    }

    private static Optional<ComponentConfig> component(Section section, String name) {
        return components(section, name).stream().findFirst();
    }

    private AdminConfig admin() {
        var admin = section.child("admin");
        return new AdminConfig(
                admin.attribute("bind", ServerReading::loopback).orElse(AdminConfig.DEFAULT_BIND),
                admin.attribute("enabled", Text::bool).orElse(true));
    }

    private static InetSocketAddress loopback(String text) {
        InetAddress none = InetAddress.getLoopbackAddress();
        var address =
                switch (Bind.parse(text)) {
                    case Bind.Tcp(var tcp) -> tcp;
                    case Bind.Unix _ -> new InetSocketAddress(0);
                };
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "is not a loopback address, and administration is open to whoever can reach it:"
                            + " write %s:8025".formatted(none.getHostAddress()));
        }
        return address;
    }

    private <T extends Record> T limits(String name, T defaults) {
        return SettingsBinder.bind(
                section.child(name).tree().settings(Set.of()), defaults, section.problems());
    }
}
