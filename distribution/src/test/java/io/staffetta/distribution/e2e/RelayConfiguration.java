package io.staffetta.distribution.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The configuration of a server for example.org that carries on whatever this machine gives it.
final class RelayConfiguration {

    private final List<String> routes = new ArrayList<>();
    private String queue = "<retry-min>1h</retry-min><retry-max>2h</retry-max>";
    private String more = "";
    private int mxPort;

    /// A route of the transport `remote` to hosts.
    ///
    /// @param hosts as in the element `host`
    RelayConfiguration remote(String domain, String... hosts) {
        return route(domain, "remote", hosts(hosts));
    }

    /// A route.
    ///
    /// @param settings elements of the transport
    RelayConfiguration route(String domain, String transport, String settings) {
        routes.add(
                "<route domain=\"%s\" use=\"%s\">%s</route>"
                        .formatted(domain, transport, settings));
        return this;
    }

    /// A route for a sender's mail.
    RelayConfiguration from(String sender, String domain, String transport, String settings) {
        routes.add(
                "<route domain=\"%s\" sender=\"%s\" use=\"%s\">%s</route>"
                        .formatted(domain, sender, transport, settings));
        return this;
    }

    /// Settings of the queue, in place of waits of an hour.
    RelayConfiguration queue(String settings) {
        queue = settings;
        return this;
    }

    /// Further elements at the end.
    RelayConfiguration more(String xml) {
        more = xml;
        return this;
    }

    /// Where `mx` listens; a free port if not said.
    RelayConfiguration mxPort(int port) {
        mxPort = port;
        return this;
    }

    static String hosts(String... hosts) {
        return Arrays.stream(hosts)
                .map(host -> "<host>" + host + "</host>")
                .collect(Collectors.joining());
    }

    Path write(Path folder) {
        return Configurations.write(
                folder,
                """
                <staffetta hostname="mail.example.org">
                  <domains><domain>example.org</domain></domains>
                  <listeners>
                    <listener name="mx" protocol="smtp" bind="127.0.0.1:%d" tls="opportunistic"
                              max-connections-per-client="5000"/>
                  </listeners>
                  <auth><accounts use="sql"/></auth>
                  <relay><permit use="networks"><network>127.0.0.0/8</network></permit></relay>
                  <routes>
                    <route domain="local" use="maildir"/>
                    %s
                  </routes>
                  <queue use="standard">%s</queue>
                  <admin bind="127.0.0.1:0"/>
                  %s
                </staffetta>
                """
                        .formatted(mxPort, String.join("\n    ", routes), queue, more));
    }
}
