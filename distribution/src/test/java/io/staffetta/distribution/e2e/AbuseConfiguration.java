package io.staffetta.distribution.e2e;

import java.util.Map;

/// A server with a listener for each kind of hook against abuse, and what the DNS says to it.
final class AbuseConfiguration {

    /// What is believed behind it is behind a proxy, too.
    static final String PROXIES =
            """
            <proxy-from><network>127.0.0.0/8</network><network>203.0.113.0/24</network></proxy-from>
            """;

    private static final Map<String, String> CHAINS =
            Map.of(
                    "lists",
                    """
                    <hook use="dnsbl">
                      <list><zone>bl.test</zone><codes>127.0.0.[2..9]</codes><weight>3</weight></list>
                      <list><zone>dbl.test</zone><of>sender</of><weight>3</weight></list>
                      <list><zone>wl.test</zone><codes>127.0.*.[1..3]</codes><weight>-3</weight></list>
                      <list><zone>dead.test</zone></list>
                      <refuse-at>3</refuse-at><help>see https://example.org/lists</help>
                    </hook>
                    """,
                    "names",
                    """
                    <hook use="fcrdns"><no-name>refuse</no-name><unconfirmed>tempfail</unconfirmed></hook>
                    <hook use="helo"><unknown>tempfail</unknown></hook>
                    """,
                    "early",
                    """
                    <hook use="dnsbl"><list><zone>wl.test</zone><weight>-1</weight></list></hook>
                    <hook use="early-talker"><greet-wait>500ms</greet-wait></hook>
                    """,
                    "grey",
                    """
                    <hook use="dnsbl"><list><zone>wl.test</zone><weight>-1</weight></list></hook>
                    <hook use="greylist">
                      <delay>2s</delay>
                      <auto-allow-after>2</auto-allow-after><auto-allow-interval>0s</auto-allow-interval>
                    </hook>
                    """,
                    "limits",
                    """
                    <hook use="rate-limit">
                      <limit><by>address</by><of>messages</of><rate>3/1h</rate></limit>
                      <save-interval>500ms</save-interval>
                    </hook>
                    """,
                    "sessions",
                    """
                    <hook use="rate-limit">
                      <limit><by>address</by><of>sessions</of><at-most>2</at-most></limit>
                    </hook>
                    """,
                    "bans",
                    """
                    <hook use="ban">
                      <unknown-recipients>3</unknown-recipients><failed-logins>2</failed-logins>
                    </hook>
                    """,
                    "content",
                    """
                    <hook use="tarpit"><unknown-recipient>10ms</unknown-recipient></hook>
                    <hook use="headers"/>
                    <hook use="mime"/>
                    <hook use="patterns">
                      <rule>
                        <name>pills</name><header>Subject</header>
                        <pattern>\\bcheap\\s+pills\\b</pattern><action>refuse</action>
                      </rule>
                    </hook>
                    """);

    private AbuseConfiguration() {}

    static Map<String, String> zones() {
        return Map.of(
                ".",
                "",
                "test",
                """
                client    A    192.0.2.20
                liar      A    192.0.2.99
                good      A    192.0.2.20
                good      AAAA 2001:db8::20
                """,
                "2.0.192.in-addr.arpa",
                "20 PTR good.test.\n21 PTR liar.test.\n",
                "8.b.d.0.1.0.0.2.ip6.arpa",
                "0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR good.test.\n",
                "bl.test",
                """
                10.2.0.192 A   127.0.0.2
                10.2.0.192 TXT "a robot at 192.0.2.10"
                11.2.0.192 A   127.0.0.2
                12.2.0.192 A   127.0.0.10
                13.2.0.192 A   127.255.255.254
                0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2 A 127.0.0.4
                """,
                "dbl.test",
                "spam.example A 127.0.1.2\n",
                "wl.test",
                "11.2.0.192 A 127.0.5.2\n30.2.0.192 A 127.0.5.3\n",
                "dead.test",
                "this is no record");
    }

    static String xml(Knot knot) {
        var listeners = new StringBuilder();
        var chains = new StringBuilder();
        CHAINS.forEach((name, hooks) -> {
            listeners.append(
                    """
                    <listener name="%1$s" protocol="smtp" bind="127.0.0.1:0" chain="%1$s"
                              auth="offered" auth-in-clear="true">%2$s</listener>
                    """
                            .formatted(name, PROXIES));
            chains.append("<chain name=\"%s\">%s</chain>\n".formatted(name, hooks));
        });
        return """
        <staffetta hostname="mail.example.org">
          <domains><domain>example.org</domain></domains>
          <listeners>%s</listeners>
          <auth><accounts use="sql"/><mechanism use="plain"/></auth>
          %s
          <routes><route domain="local" use="maildir"/></routes>
          <limits><login-delay>1ms</login-delay><max-login-delay>1ms</max-login-delay></limits>
          <dns><server>%s</server></dns>
          <admin bind="127.0.0.1:0"/>
        </staffetta>
        """
                .formatted(listeners, chains, knot.address());
    }
}
