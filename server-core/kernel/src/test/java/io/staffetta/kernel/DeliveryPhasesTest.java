package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.admin.ReloadResult;
import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.plugin.PluginJar;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A plugin with hooks of all delivery phases, a transport and a TLS policy, dropped in as a jar.
@Timeout(60)
class DeliveryPhasesTest {

    private static final String CONFIG =
            """
            <staffetta hostname="mx.test.example">
              <chain name="outbound"><hook use="steer"/></chain>
              <routes chain="outbound">
                <route domain="*" use="hop"/>
                <route domain="*" sender="joe@example.org" use="hop" name="joes"/>
                <route name="aside" use="hop"/>
              </routes>
              <tls><outbound use="fixed"/></tls>
              <admin enabled="false"/>
            </staffetta>
            """;

    private static final String PLUGIN =
            """
            package hop;
            import io.staffetta.spi.NoSettings;
            public final class HopPlugin implements io.staffetta.spi.MailPlugin {
                @Override public void register(Registrar registrar) {
                    registrar.transport("hop", Hop.class, NoSettings.class);
                    registrar.hook("steer", Steer.class, NoSettings.class);
                    registrar.hook("greeter", Greeter.class, NoSettings.class);
                    registrar.outboundTlsPolicy("fixed", Fixed.class, NoSettings.class);
                }
            }
            """;

    private static final String TRANSPORT =
            """
            package hop;
            import io.staffetta.spi.queue.*;
            import io.staffetta.spi.tls.*;
            import java.util.Map;
            final class Hop implements Transport {
                private final OutboundTls tls;
                @jakarta.inject.Inject Hop(OutboundTls tls) { this.tls = tls; }
                @Override public String nextHop(io.staffetta.spi.mail.Mailbox recipient) {
                    return recipient.domain().name();
                }
                @Override public Map<Integer, Outcome> deliver(Delivery delivery) throws Exception {
                    var terms = tls.terms(new NextHop(delivery.nextHop(), "mx", 25, true));
                    return Map.of(0, new Outcome.Delivered(
                            delivery.nextHop() + " with " + terms.policy() + " " + terms.level()));
                }
            }
            """;

    private static final String POLICY =
            """
            package hop;
            import io.staffetta.spi.tls.*;
            import java.util.Optional;
            final class Fixed implements OutboundTlsPolicy {
                @Override public Optional<OutboundTerms> terms(NextHop hop) {
                    return hop.destination().equals("plain.test")
                            ? Optional.empty()
                            : Optional.of(OutboundTerms.of(
                                    "fixed", OutboundTerms.Level.ENCRYPT, "always"));
                }
            }
            """;

    private static final String HOOK =
            """
            package hop;
            import io.staffetta.spi.hook.*;
            import io.staffetta.spi.mail.*;
            import io.staffetta.spi.queue.*;
            import java.util.List;
            import java.util.Optional;
            final class Steer implements Hook.OnRoute, Hook.OnAttempt, Hook.OnBounce {
                @Override public RouteDecision onRoute(Envelope envelope, int recipient) {
                    return switch (envelope.recipients().get(recipient).mailbox().localPart()) {
                        case "aside" -> new RouteDecision.Use("aside", Optional.of("VERSION"));
                        case "default" -> new RouteDecision.Use("aside", Optional.empty());
                        case "wrong" -> new RouteDecision.Use("nowhere", Optional.empty());
                        case "never" -> new RouteDecision.Settle(new Outcome.Failed(
                                EnhancedStatus.parse("5.7.1"), "VERSION says no"));
                        default -> RouteDecision.NEXT;
                    };
                }
                @Override public Outcome onAttempt(Envelope envelope, int recipient, Outcome outcome) {
                    return new Outcome.Delivered(outcome.detail() + ", seen by VERSION");
                }
                @Override public boolean onBounce(
                        Envelope envelope, List<Integer> recipients, ReportKind kind) {
                    return kind != ReportKind.DELAYED;
                }
            }
            """;

    private static final String GREETER =
            """
            package hop;
            import io.staffetta.spi.hook.*;
            final class Greeter implements Hook.OnConnect {
                @Override public Decision onConnect(Session session) { return Decision.NEXT; }
            }
            """;

    @TempDir Path folder;

    private final BackEndPlugin backEnd = new BackEndPlugin();

    @Test
    void hooksOfAPluginSteerDelivery() throws Exception {
        install("one");
        try (var server = Staffetta.start(options())) {
            assertThat(server.warnings())
                    .extracting(Problem::message)
                    .noneMatch(warning -> warning.contains("chain"));
            var mail =
                    message(
                            "ann@elsewhere.test",
                            "aside@a.test",
                            "default@b.test",
                            "never@c.test",
                            "plain@d.test");

            assertThat(backEnd.routes().choose(mail, List.of(0, 1, 2, 3)))
                    .containsEntry(0, new Routes.Via("aside", "hop", "one"))
                    .containsEntry(1, new Routes.Via("aside", "hop", "b.test"))
                    .containsEntry(3, new Routes.Via("*", "hop", "d.test"))
                    .hasEntrySatisfying(
                            2, way -> assertThat(outcome(way).detail()).isEqualTo("one says no"));
            assertThat(backEnd.routes().attempted(mail, 0, new Outcome.Delivered("ok")).detail())
                    .isEqualTo("ok, seen by one");
            assertThat(backEnd.routes().mayReport(mail, List.of(0), ReportKind.DELAYED)).isFalse();
            assertThat(backEnd.routes().mayReport(mail, List.of(0), ReportKind.FAILED)).isTrue();
            assertThat(server.metrics())
                    .contains("decision=\"suppress\"", "phase=\"bounce\"", "phase=\"attempt\"");
        }
    }

    @Test
    void aReloadSwapsTheHooks() throws Exception {
        install("one");
        try (var server = Staffetta.start(options())) {
            install("two");
            var changed = server.reload();
            assertThat(changed.problems()).isEmpty();
            assertThat(changed.changes())
                    .contains("plugin hop: changed", "outbound TLS policies: changed");

            var mail = message("ann@elsewhere.test", "aside@a.test");
            assertThat(backEnd.routes().choose(mail, List.of(0)))
                    .containsEntry(0, new Routes.Via("aside", "hop", "two"));
            assertThat(backEnd.routes().attempted(mail, 0, new Outcome.Delivered("ok")).detail())
                    .isEqualTo("ok, seen by two");

            var without = reload(server, CONFIG.replace(" chain=\"outbound\"", ""));
            assertThat(without.changes()).contains("chain of the routes: changed");
            assertThat(without.warnings())
                    .anyMatch(warning -> warning.contains("no listener uses this chain"))
                    .anyMatch(warning -> warning.contains("only a hook leads to a route"));
            assertThat(backEnd.routes().choose(mail, List.of(0)))
                    .containsEntry(0, new Routes.Via("*", "hop", "a.test"));
            assertThat(backEnd.routes().mayReport(mail, List.of(0), ReportKind.DELAYED)).isTrue();
        }
    }

    @Test
    void aRouteThatDoesNotExistLeavesTheMailToTheOperator() throws Exception {
        install("one");
        try (var _ = Staffetta.start(options())) {
            var mail = message("ann@elsewhere.test", "wrong@a.test");

            var way = backEnd.routes().choose(mail, List.of(0)).get(0);

            assertThat(outcome(way))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> {
                                assertThat(deferred.status()).hasToString("4.3.5");
                                assertThat(deferred.detail())
                                        .isEqualTo(
                                                "hook steer chose the route 'nowhere', which does"
                                                        + " not exist");
                            });
        }
    }

    @Test
    void theSenderChoosesAmongRoutesOfADomain() throws Exception {
        install("one");
        try (var _ = Staffetta.start(options())) {
            assertThat(via(message("Joe@Example.org", "x@a.test")).route()).isEqualTo("joes");
            assertThat(via(message("", "x@a.test")).route()).isEqualTo("*");
        }
    }

    @Test
    void transportsAskTheTlsPoliciesOfTheirGeneration() throws Exception {
        install("one");
        try (var server = Staffetta.start(options())) {
            assertThat(deliver("x@a.test")).isEqualTo("a.test with fixed ENCRYPT");
            assertThat(deliver("x@plain.test")).isEqualTo("plain.test with default MAY");

            var changes = reload(server, CONFIG.replace("<outbound use=\"fixed\"/>", "")).changes();

            assertThat(changes).containsExactly("outbound TLS policies: changed");
            assertThat(deliver("x@a.test")).isEqualTo("a.test with default MAY");
        }
    }

    @Test
    void hooksThatAreNeverAskedAreNamed() throws Exception {
        install("one");
        var report =
                Staffetta.check(
                        options(
                                CONFIG.replace(
                                        "<hook use=\"steer\"/>",
                                        "<hook use=\"steer\"/><hook use=\"greeter\"/>")));

        assertThat(report.warnings())
                .extracting(Problem::message)
                .filteredOn(warning -> warning.startsWith("hook "))
                .containsExactly(
                        "hook 'greeter' is never asked: it has no phase of delivery, and no"
                                + " listener uses this chain");
    }

    private String deliver(String to) throws Exception {
        var mail = message("", to);
        var via = via(mail);
        try (var lease = backEnd.routes().lease(via.route()).orElseThrow()) {
            var delivery =
                    new Delivery(
                            new SpoolId(1),
                            mail,
                            Content.of(new byte[0]),
                            List.of(0),
                            via.nextHop());
            return lease.transport().deliver(delivery).get(0).detail();
        }
    }

    private Routes.Via via(Envelope mail) {
        return (Routes.Via) backEnd.routes().choose(mail, List.of(0)).get(0);
    }

    private static Outcome outcome(Routes.Way way) {
        return ((Routes.Settled) way).outcome();
    }

    private static Envelope message(String from, String... to) {
        var recipients = Stream.of(to).map(Mailbox::parse).map(Recipient::of).toList();
        var origin = new Envelope.Origin("test", "", "", Optional.empty());
        return new Envelope(
                Instant.EPOCH, ReversePath.parse(from), MailParameters.NONE, recipients, origin);
    }

    private void install(String version) throws Exception {
        var jar =
                PluginJar.plugin("hop", version, "hop.HopPlugin")
                        .source("hop.HopPlugin", PLUGIN)
                        .source("hop.Greeter", GREETER)
                        .source("hop.Hop", TRANSPORT)
                        .source("hop.Fixed", POLICY)
                        .source("hop.Steer", HOOK.replace("VERSION", version))
                        .write(folder.resolve("new.jar"));
        Files.createDirectories(folder.resolve("plugins"));
        Files.move(jar, folder.resolve("plugins/hop.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private ReloadResult reload(Staffetta server, String config) throws Exception {
        Files.writeString(folder.resolve("staffetta.xml"), config);
        return server.reload();
    }

    private StaffettaOptions options() throws Exception {
        return options(CONFIG);
    }

    private StaffettaOptions options(String config) throws Exception {
        var file = Files.writeString(folder.resolve("staffetta.xml"), config);
        return StaffettaOptions.of(
                        ConfigSource.file(file),
                        folder.resolve("data"),
                        PluginSource.of(backEnd)
                                .and(PluginSource.directory(folder.resolve("plugins"))))
                .withoutJmx();
    }
}
