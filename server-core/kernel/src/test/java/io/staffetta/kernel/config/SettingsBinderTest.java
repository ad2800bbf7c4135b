package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.NoSettings;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

class SettingsBinderTest {

    enum Style {
        PLAIN,
        VERY_FANCY
    }

    record Key(Path file, Secret password) {}

    record Everything(
            String text,
            int number,
            long size,
            double share,
            boolean flag,
            Boolean boxed,
            Duration delay,
            Path path,
            URI uri,
            Style style,
            Secret password,
            Domain domain,
            Mailbox mailbox,
            InetAddress address,
            Optional<Integer> maybe,
            List<String> networks,
            List<Duration> policies,
            Set<Domain> zone,
            Map<String, Integer> weights,
            Key key,
            List<Key> certificates) {}

    record Checked(String name, int maxEntries) {
        Checked {
            Objects.requireNonNull(name, "name is missing");
            if (maxEntries < 1) {
                throw new IllegalArgumentException("max-entries must be at least 1");
            }
        }
    }

    record Broken(String text) {
        Broken {
            throw new IllegalStateException("kaputt");
        }
    }

    record Odd(Thread thread) {}

    private final Problems problems = new Problems();

    @Test
    void bindsEveryType() throws ConfigException {
        var all =
                bind(
                        """
                        <text>a, b</text> <number>-7</number> <size>35M</size> <share>0.5</share>
                        <flag>true</flag> <boxed>false</boxed> <delay>1h30m</delay>
                        <path>some/file</path> <uri>https://id.example.org/x</uri>
                        <style>very-fancy</style> <password>hunter2</password>
                        <domain>Example.ORG</domain> <mailbox>a@example.org</mailbox>
                        <address>2001:db8::1</address> <maybe>3</maybe>
                        <network>10.0.0.0/8</network> <network>::1</network>
                        <policies>5m 1d, PT2S</policies>
                        <zone>a.example</zone> <zone>b.example</zone>
                        <weights><spf>1</spf><dkim>2</dkim></weights>
                        <key><file>k.pem</file></key>
                        <certificates>
                          <certificate><file>c.pem</file><password>x</password></certificate>
                        </certificates>
                        """,
                        Everything.class);

        assertThat(problems.list()).isEmpty();
        assertThat(all)
                .contains(
                        new Everything(
                                "a, b",
                                -7,
                                35L << 20,
                                0.5,
                                true,
                                false,
                                Duration.ofMinutes(90),
                                Path.of("some/file"),
                                URI.create("https://id.example.org/x"),
                                Style.VERY_FANCY,
                                Secret.of("hunter2"),
                                new Domain("example.org"),
                                Mailbox.parse("a@example.org"),
                                InetAddress.ofLiteral("2001:db8::1"),
                                Optional.of(3),
                                List.of("10.0.0.0/8", "::1"),
                                List.of(
                                        Duration.ofMinutes(5),
                                        Duration.ofDays(1),
                                        Duration.ofSeconds(2)),
                                Set.of(new Domain("a.example"), new Domain("b.example")),
                                Map.of("spf", 1, "dkim", 2),
                                new Key(Path.of("k.pem"), null),
                                List.of(new Key(Path.of("c.pem"), Secret.of("x")))));
    }

    @Test
    void whatIsAbsentIsNullZeroOrEmpty() throws ConfigException {
        assertThat(bind("", Everything.class))
                .contains(
                        new Everything(
                                null,
                                0,
                                0,
                                0,
                                false,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Set.of(),
                                Map.of(),
                                null,
                                List.of()));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void wrongTypesAreNamedInTheOperatorsWords() throws ConfigException {
        bind(
                """
                <number>many</number> <size>99999999T</size> <share>NaN</share> <flag>yes</flag>
                <delay>5</delay> <uri>:</uri> <style>very_fancy</style> <domain>a b</domain>
                <mailbox>nobody</mailbox> <address>localhost</address> <maybe>x</maybe>
                <networks><netwrk>x</netwrk></networks> <policies>5m 6</policies>
                <weights>1<spf>x</spf><spf>2</spf></weights>
                <text a="1">x</text> <certificate>text<fil>x</fil></certificate>
                """,
                Everything.class);

        assertThat(problems.list())
                .extracting(problem -> problem.path() + ": " + problem.message())
                .containsExactly(
                        "queue/number: 'many' is not a whole number",
                        "queue/size: '99999999T' is too large",
                        "queue/share: 'NaN' is not a number",
                        "queue/flag: 'yes' is neither true nor false",
                        "queue/delay: '5' is not a duration: write it like 500ms, 30s, 5m, 1h30m"
                                + " or 2d",
                        "queue/uri: ':' is not a URI",
                        "queue/style: 'very_fancy' is not known here, did you mean 'very-fancy'?"
                                + " known are [plain, very-fancy]",
                        "queue/domain: 'a b' is not a domain",
                        "queue/mailbox: 'nobody' is not a mail address",
                        "queue/address: 'localhost' is not an IP address",
                        "queue/maybe: 'x' is not a whole number",
                        "queue/networks/netwrk: unknown setting, did you mean 'network'?"
                                + " known are [network]",
                        "queue/policies: '6' is not a duration: write it like 500ms, 30s, 5m,"
                                + " 1h30m or 2d",
                        "queue/weights/spf[1]: 'x' is not a whole number",
                        "queue/weights/spf[2]: is given more than once",
                        "queue/weights: text is not allowed here, write elements",
                        "queue/text: takes a text, no elements or attributes",
                        "queue/certificate: text is not allowed here, write elements [file,"
                                + " password]",
                        "queue/certificate/fil: unknown setting, did you mean 'file'? known are"
                                + " [file, password]");
    }

    @Test
    void aRefusalOfTheRecordIsAProblemAtTheElementItNames() throws ConfigException {
        bind("<name>x</name>\n<max-entries>0</max-entries>", Checked.class);

        assertThat(problems.list())
                .containsExactly(
                        new Problem("test.xml", 3, "queue", "max-entries must be at least 1"));
    }

    @Test
    void aMissingValueThatTheRecordNeedsIsAProblem() throws ConfigException {
        bind("<max-entries>1</max-entries>", Checked.class);

        assertThat(problems.list())
                .containsExactly(new Problem("test.xml", 2, "queue", "name is missing"));
    }

    @Test
    void unknownNamesAreAllReportedBesideWhatTheRecordSays() throws ConfigException {
        bind("<max-entires>0</max-entires><nam>x</nam>", Checked.class);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        "unknown setting, did you mean 'max-entries'? known are [name,"
                                + " max-entries]",
                        "unknown setting, did you mean 'name'? known are [name, max-entries]",
                        "name is missing");
    }

    @Test
    void aPluginThatFailsIsNamed() throws ConfigException {
        bind("", Broken.class);
        bind("<thread>x</thread>", Odd.class);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        Broken.class.getName() + " failed: java.lang.IllegalStateException: kaputt",
                        "cannot be set: the plugin declares it as java.lang.Thread");
    }

    @Test
    void noSettingsMeansNone() throws ConfigException {
        assertThat(bind("", NoSettings.class)).contains(new NoSettings());
        bind("<x/>", NoSettings.class);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("unknown setting, none is known here");
    }

    @Test
    void aSecretThatIsNoNumberStaysHidden() throws Exception {
        var reader = new ConfigReader(Map.of("PIN", "hunter2"));
        var tree =
                reader.read(source("<number>${env:PIN}</number><networks>${env:PIN}</networks>"));
        SettingsBinder.bind(tree.config().queue().orElseThrow().settings(), Key.class, problems);
        SettingsBinder.bind(
                tree.config().queue().orElseThrow().settings(), Everything.class, problems);

        assertThat(problems.list()).isNotEmpty().noneMatch(p -> p.toString().contains("hunter2"));
        assertThat(problems.list())
                .extracting(Problem::message)
                .contains("the value of '${env:PIN}' is not a whole number");
        assertThat(tree.toString()).doesNotContain("hunter2");
    }

    private <R extends Record> Optional<R> bind(String children, Class<R> type)
            throws ConfigException {
        var loaded = new ConfigReader(Map.of()).read(source(children));
        return SettingsBinder.bind(
                loaded.config().queue().orElseThrow().settings(), type, problems);
    }

    private static ConfigSource source(String children) {
        return ConfigSource.text(
                "test.xml",
                "<staffetta hostname='mail.example.org'>\n<queue use='x'>"
                        + children
                        + "</queue></staffetta>",
                Path.of("."));
    }
}
