package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.staffetta.spi.Network;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.protocol.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConfigReaderTest {

    private static final String FULL =
            """
            <staffetta hostname="Mail.Example.org"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:noNamespaceSchemaLocation="staffetta.xsd">
              <domains><domain>example.org</domain><domain>example.net</domain></domains>
              <listeners>
                <listener name="mx" protocol="smtp" bind="[::]:2525" tls="opportunistic"
                          chain="inbound" auth="none" auth-in-clear="true"
                          mechanisms="login, plain"
                          max-connections="100" max-connections-per-client="5">
                  <banner>hello</banner>
                  <proxy-from><network>10.0.0.0/8</network></proxy-from>
                  <tls><client-certificates>request</client-certificates></tls>
                </listener>
                <listener name="lmtp" protocol="lmtp" bind="unix:/run/staffetta/lmtp"
                          tls-profile="intermediate" tls-protocols="TLSv1.2"
                          tls-ciphers="TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"/>
              </listeners>
              <auth>
                <accounts use="sql"><url>jdbc:h2:mem:</url></accounts>
                <mechanism use="plain"/>
                <mechanism use="login"/>
              </auth>
              <relay><permit use="authenticated"/></relay>
              <chain name="inbound">
                <hook use="greylist" mode="observe" on-error="ignore" deadline="5s">
                  <delay>5m</delay>
                </hook>
                <hook use="spf"/>
              </chain>
              <chain name="outbound"/>
              <routes chain="outbound">
                <route domain="local" use="maildir"><path>mail</path></route>
                <route domain=".example.COM" use="remote"/>
                <route domain="*" sender="Joe@EXAMPLE.org" use="remote"/>
                <route domain="*" sender="&lt;&gt;" use="remote" name="reports"/>
                <route domain=".example.COM" sender=".Example.net" use="remote" name="partner"/>
                <route name="quarantine" use="maildir"/>
              </routes>
              <tls profile="modern" expired-certificate="unready">
                <certificates use="pem"><file>cert.pem</file></certificates>
                <outbound use="dane"/>
                <outbound use="fixed"><level>encrypt</level></outbound>
                <protocols><protocol>TLSv1.3</protocol></protocols>
                <ciphers>TLS_AES_256_GCM_SHA384</ciphers>
                <expiry-warnings>2d 20d</expiry-warnings>
              </tls>
              <storage><spool use="log"/></storage>
              <queue use="memory"/>
              <admin bind="[::1]:9025" enabled="false"/>
              <limits>
                <message-size>50M</message-size>
                <recipients>200</recipients>
                <received-headers>30</received-headers>
                <header-octets>64K</header-octets>
                <login-failures>5</login-failures>
                <login-delay>2s</login-delay>
                <max-login-delay>1m</max-login-delay>
                <login-memory>1h</login-memory>
                <login-failures-per-client>7</login-failures-per-client>
                <login-failures-per-network>70</login-failures-per-network>
                <login-failures-per-account>60</login-failures-per-account>
                <login-exempt-networks>10.0.0.0/8 2001:db8::/32</login-exempt-networks>
                <login-save-interval>15s</login-save-interval>
                <shutdown-grace>10s</shutdown-grace>
                <lookup-deadline>20s</lookup-deadline>
                <outbound-tls-deadline>40s</outbound-tls-deadline>
                <abandoned-calls>3</abandoned-calls>
              </limits>
              <network>
                <backlog>64</backlog>
                <unix-mode>rw-------</unix-mode>
                <proxy-header>2s</proxy-header>
                <proxy-header-octets>1K</proxy-header-octets>
                <handshake>10s</handshake>
                <refusal>3s</refusal>
                <linger>4s</linger>
                <linger-octets>0</linger-octets>
                <accept-pause>1s</accept-pause>
                <watch>500ms</watch>
                <closing>6s</closing>
              </network>
            </staffetta>
            """;

    @TempDir Path folder;

    @Test
    void everyDefault() throws ConfigException {
        var config = read("<staffetta hostname='mail.example.org'/>").config();

        assertThat(config)
                .isEqualTo(
                        new ServerConfig(
                                "mail.example.org",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                Map.of(),
                                List.of(),
                                "",
                                new TlsConfig(
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        TlsStrength.DEFAULT,
                                        CertificateExpiry.DEFAULT),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                new AdminConfig(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 8025),
                                        true),
                                Limits.DEFAULTS,
                                NetLimits.DEFAULTS,
                                DnsConfig.DEFAULTS,
                                BanConfig.DEFAULTS));
    }

    @Test
    void everyDefaultOfAListener() throws ConfigException {
        var listener = read(listener("")).config().listeners().getFirst();

        assertThat(listener.tls().use()).isEqualTo("none");
        assertThat(listener.tls().settings().isEmpty()).isTrue();
        assertThat(listener.tlsStrength()).isEqualTo(TlsStrength.DEFAULT);
        assertThat(listener.chain()).isEmpty();
        assertThat(listener.auth()).isEmpty();
        assertThat(listener.authInClear()).isFalse();
        assertThat(listener.mechanisms()).isEmpty();
        assertThat(listener.serves("plain")).isTrue();
        assertThat(listener.proxyFrom()).isEmpty();
        assertThat(listener.maxConnections()).isEqualTo(10_000);
        assertThat(listener.maxConnectionsPerClient()).isEqualTo(50);
        assertThat(listener.settings().isEmpty()).isTrue();
    }

    @Test
    void everyDefaultOfAHook() throws ConfigException {
        var hook =
                read("<staffetta hostname='a.b'><chain name='c'><hook"
                                + " use='h'/></chain></staffetta>")
                        .config()
                        .chains()
                        .get("c")
                        .getFirst();

        assertThat(hook.mode()).isEqualTo(HookConfig.Mode.ENFORCE);
        assertThat(hook.onError()).isEqualTo(HookConfig.OnError.TEMPFAIL);
        assertThat(hook.deadline()).as("the hook may ask for its own").isEmpty();
        assertThat(hook.component().settings().isEmpty()).isTrue();
    }

    @Test
    void everythingIsMapped() throws ConfigException {
        var config = read(FULL).config();

        assertThat(config.hostname()).isEqualTo("mail.example.org");
        assertThat(config.domains())
                .containsExactly(new Domain("example.org"), new Domain("example.net"));
        assertThat(config.accounts()).extracting(ComponentConfig::use).containsExactly("sql");
        assertThat(config.mechanisms())
                .extracting(ComponentConfig::use)
                .containsExactly("plain", "login");
        assertThat(config.permits())
                .extracting(ComponentConfig::use)
                .containsExactly("authenticated");
        assertThat(config.routes())
                .extracting(RouteConfig::domain)
                .containsExactly("local", ".example.com", "*", "*", ".example.com", "");
        assertThat(config.routes())
                .extracting(RouteConfig::sender)
                .containsExactly("", "", "joe@example.org", "<>", ".example.net", "");
        assertThat(config.routes())
                .extracting(RouteConfig::name)
                .containsExactly(
                        "local",
                        ".example.com",
                        "* from joe@example.org",
                        "reports",
                        "partner",
                        "quarantine");
        assertThat(config.routeChain()).isEqualTo("outbound");
        assertThat(config.tls().outbound())
                .extracting(ComponentConfig::use)
                .containsExactly("dane", "fixed");
        assertThat(config.routes().getFirst().transport().use()).isEqualTo("maildir");
        assertThat(config.tls().certificates()).map(ComponentConfig::use).contains("pem");
        assertThat(config.tls().strength().protocols()).containsExactly("TLSv1.3");
        assertThat(config.tls().strength().ciphers()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(config.tls().strength().profile()).contains(TlsProfile.MODERN);
        assertThat(config.tls().expiry())
                .isEqualTo(
                        new CertificateExpiry(
                                List.of(Duration.ofDays(20), Duration.ofDays(2)),
                                CertificateExpiry.Expired.UNREADY));
        assertThat(config.listeners().getLast().tlsStrength())
                .isEqualTo(
                        new TlsStrength(
                                Optional.of(TlsProfile.INTERMEDIATE),
                                List.of("TLSv1.2"),
                                List.of("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")));
        assertThat(config.spool()).map(ComponentConfig::use).contains("log");
        assertThat(config.queue()).map(ComponentConfig::use).contains("memory");
        assertThat(config.admin())
                .isEqualTo(
                        new AdminConfig(
                                new InetSocketAddress(InetAddress.ofLiteral("::1"), 9025), false));
        assertThat(config.limits())
                .isEqualTo(
                        new Limits(
                                50 << 20,
                                200,
                                30,
                                65_536,
                                5,
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(1),
                                Duration.ofHours(1),
                                7,
                                70,
                                60,
                                List.of(
                                        Network.parse("10.0.0.0/8"),
                                        Network.parse("2001:db8::/32")),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(40),
                                3));
        assertThat(config.network())
                .isEqualTo(
                        new NetLimits(
                                Runtime.getRuntime().availableProcessors(),
                                64,
                                "rw-------",
                                Duration.ofSeconds(2),
                                1024,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                0,
                                Duration.ofSeconds(1),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(6)));
    }

    @Test
    void everythingOfAListenerIsMapped() throws ConfigException {
        var listeners = read(FULL).config().listeners();
        var mx = listeners.getFirst();

        assertThat(mx.name()).isEqualTo("mx");
        assertThat(mx.protocol()).isEqualTo("smtp");
        assertThat(mx.bind())
                .isEqualTo(new Bind.Tcp(new InetSocketAddress(InetAddress.ofLiteral("::"), 2525)));
        assertThat(mx.tls().use()).isEqualTo("opportunistic");
        assertThat(mx.tls().settings().children())
                .extracting(SettingsTree::name)
                .containsExactly("client-certificates");
        assertThat(mx.chain()).isEqualTo("inbound");
        assertThat(mx.auth()).contains(Protocol.AuthUse.NONE);
        assertThat(mx.authInClear()).isTrue();
        assertThat(mx.mechanisms()).containsExactly("login", "plain");
        assertThat(mx.serves("plain")).isTrue();
        assertThat(mx.serves("scram-sha-256")).isFalse();
        assertThat(mx.proxyFrom()).containsExactly(Network.parse("10.0.0.0/8"));
        assertThat(mx.maxConnections()).isEqualTo(100);
        assertThat(mx.maxConnectionsPerClient()).isEqualTo(5);
        assertThat(mx.settings().attributes()).isEmpty();
        assertThat(mx.settings().children())
                .as("the kernel's own elements are not settings of the protocol")
                .extracting(SettingsTree::name)
                .containsExactly("banner");
        assertThat(listeners.getLast().bind())
                .isEqualTo(new Bind.Unix(Path.of("/run/staffetta/lmtp")));
    }

    @Test
    void everythingOfAHookIsMapped() throws ConfigException {
        var hooks = read(FULL).config().chains().get("inbound");
        var greylist = hooks.getFirst();

        assertThat(hooks).extracting(h -> h.component().use()).containsExactly("greylist", "spf");
        assertThat(greylist.mode()).isEqualTo(HookConfig.Mode.OBSERVE);
        assertThat(greylist.onError()).isEqualTo(HookConfig.OnError.IGNORE);
        assertThat(greylist.deadline()).contains(Duration.ofSeconds(5));
        assertThat(greylist.component().settings().children().getFirst().text()).isEqualTo("5m");
    }

    @Test
    void theMachinesNameServesIfItIsFullyQualified() throws ConfigException {
        var source = text("<staffetta/>");

        var config = new ConfigReader(Map.of(), () -> "MX1.example.org").read(source).config();

        assertThat(config.hostname()).isEqualTo("mx1.example.org");
        for (var name : List.of("box", "192.0.2.1", "localhost.localdomain", "not a name")) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> new ConfigReader(Map.of(), () -> name).read(source))
                    .withMessageContaining("this machine's name '" + name + "'");
        }
    }

    @Test
    void propertiesOverrideTheXmlAndTheEnvironmentBoth() throws Exception {
        Files.writeString(folder.resolve("my.xml"), FULL);
        Files.writeString(
                folder.resolve("my.properties"),
                """
                hostname = one.example.org
                listeners.mx.bind = 127.0.0.1:1
                listeners.mx.banner = \\u00e4
                listeners.mx.proxy-from = 192.0.2.1
                listeners.listener[lmtp].max-connections: 7
                chain.inbound.greylist.delay = 6m
                chain.inbound.spf.void-lookups = 3
                auth.sql.url = jdbc:other
                auth.accounts.sql.pool.size = 4
                relay.authenticated.mechanism = plain
                relay.authenticated.mechanism = login
                routes.local.path = elsewhere
                routes..example.COM.use = other
                routes.partner.use = another
                limits.message-size = 60M
                domains = a.example, b.example
                tls.protocols.protocol = TLSv1.2
                """);
        var environment =
                Map.of(
                        "STAFFETTA_HOSTNAME", "two.example.org",
                        "STAFFETTA_LISTENERS_MX_BIND", "127.0.0.1:2",
                        "STAFFETTA_CHAIN_INBOUND_GREYLIST_DELAY", "7m",
                        "STAFFETTA_CHAIN_INBOUND_SPF_MAX_TIME", "${literally}",
                        "STAFFETTA_CHAIN_INBOUND_HOOK_2_MODE", "observe",
                        "STAFFETTA_ADMIN_ENABLED", "true",
                        "PATH", "/bin");

        var loaded =
                new ConfigReader(environment).read(ConfigSource.file(folder.resolve("my.xml")));
        var config = loaded.config();

        assertThat(config.hostname()).isEqualTo("two.example.org");
        assertThat(config.domains())
                .containsExactly(new Domain("a.example"), new Domain("b.example"));
        var mx = config.listeners().getFirst();
        assertThat(mx.bind()).hasToString("127.0.0.1:2");
        assertThat(mx.settings().child("banner")).map(SettingsTree::text).contains("ä");
        assertThat(mx.proxyFrom()).containsExactly(Network.parse("192.0.2.1"));
        assertThat(config.listeners().getLast().maxConnections()).isEqualTo(7);
        var hooks = config.chains().get("inbound");
        assertThat(texts(hooks.getFirst().component())).containsExactly("delay=7m");
        assertThat(texts(hooks.getLast().component()))
                .containsExactly("void-lookups=3", "max-time=${literally}");
        assertThat(hooks.getLast().mode()).isEqualTo(HookConfig.Mode.OBSERVE);
        assertThat(texts(config.accounts().getFirst())).contains("url=jdbc:other", "pool=");
        assertThat(texts(config.permits().getFirst()))
                .containsExactly("mechanism=plain", "mechanism=login");
        assertThat(config.routes())
                .extracting(route -> route.transport().use())
                .containsExactly("maildir", "other", "remote", "remote", "another", "maildir");
        assertThat(texts(config.routes().getFirst().transport())).containsExactly("path=elsewhere");
        assertThat(config.limits().messageSize()).isEqualTo(60L << 20);
        assertThat(config.limits().recipients()).isEqualTo(200);
        assertThat(config.tls().strength().protocols()).containsExactly("TLSv1.2");
        assertThat(config.admin().enabled()).isTrue();
    }

    @Test
    void overridesMakeSectionsThatAreNotThere() throws ConfigException {
        var environment =
                Map.of(
                        "STAFFETTA_LIMITS_RECIPIENTS", "500",
                        "STAFFETTA_STORAGE_SPOOL_USE", "log",
                        "STAFFETTA_STORAGE_SPOOL_SEGMENT_SIZE", "1M",
                        "STAFFETTA_DOMAINS", "example.org example.net");

        var config =
                new ConfigReader(environment)
                        .read(text("<staffetta hostname='mail.example.org'/>"))
                        .config();

        assertThat(config.limits().recipients()).isEqualTo(500);
        assertThat(config.domains()).hasSize(2);
        assertThat(config.spool()).map(ComponentConfig::use).contains("log");
        assertThat(texts(config.spool().orElseThrow())).containsExactly("segment-size=1M");
    }

    @Test
    void variablesAreReplacedOnce() throws Exception {
        Files.writeString(folder.resolve("secret"), "pa${env:HOME}ss\n\n");
        var environment = Map.of("HOME", "/root", "NAME", "mail");

        var config =
                new ConfigReader(environment)
                        .read(
                                text(
                                        """
                                        <staffetta hostname="${env:NAME}.${sys:no.such:-example}.org">
                                          <queue use="x">
                                            <password>${file:secret}</password>
                                            <plain>$${env:HOME} ${env:NONE:-}$ {x}</plain>
                                          </queue>
                                        </staffetta>
                                        """))
                        .config();

        assertThat(config.hostname()).isEqualTo("mail.example.org");
        assertThat(texts(config.queue().orElseThrow()))
                .containsExactly("password=pa${env:HOME}ss\n", "plain=${env:HOME} $ {x}");
    }

    @Test
    void filesOfVariablesMustBeShortTexts() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        Files.write(folder.resolve("long"), new byte[Interpolation.MAX_FILE_OCTETS + 1]);
        Files.write(folder.resolve("fits"), new byte[Interpolation.MAX_FILE_OCTETS]);

        assertThat(
                        refusal(
                                text(
                                        """
                                        <staffetta hostname="a.b"><queue use="x">
                                          <a>${file:binary}</a>
                                          <b>${file:long}</b>
                                          <c>${file:fits}</c>
                                          <d>${file:.}</d>
                                        </queue></staffetta>
                                        """)))
                .satisfiesExactly(
                        a -> assertThat(a).endsWith("queue/a: ${file:binary} is not UTF-8 text"),
                        b -> assertThat(b).endsWith("${file:long} is longer than 65536 octets"),
                        d -> assertThat(d).contains("queue/d: ${file:.} cannot be read: "));
    }

    @Test
    void aDamagedPropertiesFileIsNamed() throws IOException {
        var xml = folder.resolve("staffetta.xml");
        var properties = folder.resolve("staffetta.properties");
        Files.writeString(xml, FULL);
        Files.write(properties, new byte[] {'a', '=', (byte) 0xff});

        assertThat(refusal(ConfigSource.file(xml)))
                .containsExactly(properties + ": is not UTF-8 text");
    }

    @Test
    void entitiesOfAnyKindAreRefused() {
        for (var doctype :
                List.of(
                        "<!DOCTYPE staffetta SYSTEM 'file:///no/such.dtd'>",
                        "<!DOCTYPE staffetta [<!ENTITY a 'b'>]>",
                        "<!DOCTYPE staffetta [<!ENTITY % a SYSTEM 'http://127.0.0.1:1/'> %a;]>")) {
            assertThat(refusal(text(doctype + "<staffetta hostname='a.b'/>")))
                    .containsExactly("test.xml:1: a DOCTYPE is not allowed, nor are entities");
        }
    }

    @Test
    void theSoundPartOfAWrongConfigurationIsLeftForThePlugins() {
        var problems = new Problems();
        var xml =
                """
                <staffetta>
                  <listeners>
                    <listener name="mx" protocol="smtp" bind="nowhere" chain="inbuond"/>
                    <listener name="mx" protocol="smtp" bind="127.0.0.1:0"/>
                    <listener name="users" protocol="submission" bind="127.0.0.1:0" chain="users"/>
                    <listener bind="127.0.0.1:0"/>
                  </listeners>
                  <auth><accounts/><accounts use="sql"/></auth>
                  <chain name="users"><hook/><hook use="greylist"/></chain>
                  <chain/>
                  <routes>
                    <route domain="*" use="a"/><route domain="*" use="b"/><route domain="local"/>
                  </routes>
                  <queue/>
                </staffetta>
                """;

        var config =
                new ConfigReader(Map.of(), () -> "box")
                        .read(text(xml), problems)
                        .orElseThrow()
                        .config();

        assertThat(problems.size()).isEqualTo(12);
        assertThat(config.listeners())
                .extracting(ListenerConfig::name, ListenerConfig::chain)
                .containsExactly(tuple("mx", ""), tuple("users", "users"));
        assertThat(config.accounts()).extracting(ComponentConfig::use).containsExactly("sql");
        assertThat(config.chains()).containsOnlyKeys("users");
        assertThat(config.chains().get("users"))
                .extracting(hook -> hook.component().use())
                .containsExactly("greylist");
        assertThat(config.routes())
                .extracting(RouteConfig::domain, route -> route.transport().use())
                .containsExactly(tuple("*", "a"));
        assertThat(config.queue()).isEmpty();
    }

    @Test
    void whatCannotBeParsedLeavesNothing() {
        var problems = new Problems();

        assertThat(new ConfigReader(Map.of()).read(text("<server/>"), problems)).isEmpty();
        assertThat(problems.size()).isEqualTo(1);
    }

    @Test
    void unusedChainsAndNoListenersAreWarnings() throws ConfigException {
        var warnings =
                read("<staffetta hostname='a.b'>\n<chain name='users'/></staffetta>").warnings();

        assertThat(warnings)
                .extracting(Problem::toString)
                .containsExactly(
                        "test.xml:1: there is no listener: nobody can connect",
                        "test.xml:2: chain[users]: no listener uses this chain, nor does <routes>");
    }

    @Test
    void whatCannotBeReadIsOneLine() throws IOException {
        var missing = folder.resolve("missing.xml");
        var broken = Files.writeString(folder.resolve("broken.xml"), "<staffetta>\n<domains>");
        var latin =
                Files.write(folder.resolve("latin.xml"), new byte[] {'<', 'a', '>', (byte) 228});

        assertThat(refusal(ConfigSource.file(missing)))
                .containsExactly(missing + ": does not exist");
        assertThat(refusal(ConfigSource.file(broken)))
                .singleElement()
                .asString()
                .startsWith(broken + ":2: not well-formed XML: ");
        assertThat(refusal(ConfigSource.file(latin)))
                .singleElement()
                .asString()
                .startsWith(latin + ":1: not well-formed XML: ")
                .contains("UTF-8");
        assertThat(refusal(ConfigSource.file(folder)))
                .singleElement()
                .asString()
                .startsWith(folder + ": cannot be read: ");
    }

    @Test
    void linesAreThoseOfTheBeginningOfTags() throws ConfigException {
        var tree =
                read("""
                <?xml version="1.0"?>
                <!-- two
                lines --><staffetta
                   hostname="a.b"

                   ><!-- more
                -->
                  <domains
                    ><domain
                    ><![CDATA[
                  example.org]]></domain></domains><queue use="x">

                  <a/> <b

                  /><c/></queue>
                </staffetta>
                """)
                        .tree();

        assertThat(tree.location().line()).isEqualTo(3);
        assertThat(tree.child("domains").orElseThrow().location().line()).isEqualTo(8);
        assertThat(tree.child("domains").orElseThrow().children().getFirst().location().line())
                .isEqualTo(9);
        assertThat(tree.child("queue").orElseThrow().location().line()).isEqualTo(11);
        assertThat(tree.child("queue").orElseThrow().children())
                .extracting(child -> child.location().line())
                .containsExactly(13, 13, 15);
    }

    private List<String> refusal(ConfigSource source) {
        try {
            new ConfigReader(Map.of()).read(source);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static List<String> texts(ComponentConfig component) {
        return component.settings().children().stream()
                .map(child -> child.name() + "=" + child.text())
                .toList();
    }

    private static String listener(String rest) {
        return "<staffetta hostname='a.b'><listeners>"
                + "<listener name='mx' protocol='smtp' bind='*:25' "
                + rest
                + "/></listeners></staffetta>";
    }

    private LoadedConfig read(String xml) throws ConfigException {
        return new ConfigReader(Map.of()).read(text(xml));
    }

    private ConfigSource text(String xml) {
        return ConfigSource.text("test.xml", xml, folder);
    }
}
