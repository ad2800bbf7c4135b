package io.staffetta.kernel.config;

import io.staffetta.spi.Network;
import io.staffetta.spi.protocol.Protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/// Reads one `<listener>`.
record ListenerReading(Section section) {

    private static final Bind NOWHERE =
            new Bind.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private static final Set<String> KERNEL_CHILDREN = Set.of("proxy-from", "tls");

    ListenerConfig read() {
        return new ListenerConfig(
                section.required("name", Names::simple, ""),
                section.required("protocol"),
                section.required("bind", Bind::parse, NOWHERE),
                tls(),
                TlsReading.ofListener(section),
                section.attribute("chain", Section::nonEmpty).orElse(""),
                section.attribute("auth", text -> Text.constantOf(text, Protocol.AuthUse.class)),
                section.attribute("auth-in-clear", Text::bool).orElse(false),
                section.attributeItems("mechanisms"),
                section.child("proxy-from").items("network", Network::parse),
                count("max-connections", ListenerConfig.DEFAULT_MAX_CONNECTIONS),
                count(
                        "max-connections-per-client",
                        ListenerConfig.DEFAULT_MAX_CONNECTIONS_PER_CLIENT),
                section.tree().settings(KERNEL_CHILDREN));
    }

    private ComponentConfig tls() {
        var attribute = section.attribute("tls", Section::nonEmpty);
        var element = section.tree().child("tls").map(tls -> new Section(tls, section.problems()));
        var use = element.flatMap(tls -> tls.attribute("use", Section::nonEmpty));
        if (attribute.isPresent() && use.isPresent() && !attribute.equals(use)) {
            section.problem("tls", "contradicts <tls use=\"" + use.get() + "\">: keep one of them");
        }
        if (element.isPresent() && attribute.isEmpty() && use.isEmpty()) {
            element.get().problem("attribute 'use' is missing");
        }
        return new ComponentConfig(
                use.or(() -> attribute).orElse(ListenerConfig.DEFAULT_TLS),
                element.map(tls -> tls.tree().settings(Set.of())).orElseGet(() -> noSettings()));
    }

    private SettingsTree noSettings() {
        return section.child("tls").tree();
    }

    private int count(String name, int otherwise) {
        Optional<Integer> count = section.attribute(name, Text::integer);
        if (count.filter(c -> c < 1).isPresent()) {
            section.problem(name, "must be at least 1");
        }
        return count.orElse(otherwise);
    }
}
