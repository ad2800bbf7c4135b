package io.staffetta.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import io.staffetta.kernel.config.BanConfig;
import io.staffetta.kernel.config.ConfigReader;
import io.staffetta.kernel.config.DnsConfig;
import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.config.NetLimits;
import io.staffetta.spi.Network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// `configuration.md` names every setting, in the section of its component.
class SettingsDocumentedTest {

    private static final Path PAGE = Path.of("docs", "configuration.md");

    static Stream<String> components() {
        return BundledPlugins.settings().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("components")
    void everySettingOfABundledComponent(String component) throws IOException {
        var settings = BundledPlugins.settings().get(component);

        assertMentioned(section("##", component), names(settings).toList());
    }

    @Test
    void everyLimit() throws IOException {
        assertMentioned(section("###", "limits"), names(Limits.class).toList());
        assertMentioned(section("###", "network"), names(NetLimits.class).toList());
        assertMentioned(section("###", "dns"), names(DnsConfig.class).toList());
        assertMentioned(section("###", "bans"), names(BanConfig.class).toList());
    }

    @Test
    void everyElementAndAttributeOfTheSchema() throws Exception {
        var names = Stream.concat(declared("attribute"), declared("element")).distinct().toList();

        assertThat(names).contains("max-connections-per-client", "proxy-from");
        assertMentioned(section("##", "Kernel"), names);
    }

    private static void assertMentioned(String section, List<String> names) {
        assertThat(names)
                .filteredOn(name -> !section.contains("`" + name + "`"))
                .as("not mentioned in this section of %s", PAGE)
                .isEmpty();
    }

    /// From each heading that lists the title to the next one that is not below it: a protocol and
    /// a transport may share a name.
    private static String section(String level, String title) throws IOException {
        var page = Files.readString(PAGE);
        var heading =
                Pattern.compile(
                        "^" + level + " (?:.*, )?" + Pattern.quote(title) + "(?:, .*)?$",
                        Pattern.MULTILINE);
        var next = Pattern.compile("^#{1," + level.length() + "} ", Pattern.MULTILINE);
        var sections = new StringBuilder();
        for (var begin = heading.matcher(page); begin.find(); ) {
            var rest = page.substring(begin.end());
            var end = next.matcher(rest);
            sections.append(end.find() ? rest.substring(0, end.start()) : rest);
        }
        assertThat(sections.toString()).as("a section '%s' in %s", title, PAGE).isNotEmpty();
        return sections.toString();
    }

    /// What the operator writes for a record: its components, and those of records in it.
    private static Stream<String> names(Class<?> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .flatMap(component ->
                        Stream.concat(
                                Stream.of(kebab(component)),
                                records(component.getGenericType())
                                        .flatMap(SettingsDocumentedTest::names)));
    }

    /// Records that are written as elements; networks and those of the SPI are written as one text.
    private static Stream<Class<?>> records(Type type) {
        return switch (type) {
            case Class<?> known
                    when known.isRecord()
                            && known != Network.class
                            && !known.getName().contains(".spi.") ->
                    Stream.of(known);
            case ParameterizedType generic ->
                    Arrays.stream(generic.getActualTypeArguments())
                            .flatMap(SettingsDocumentedTest::records);
            default -> Stream.of();
        };
    }

    private static String kebab(RecordComponent component) {
        return component
                .getName()
                .codePoints()
                .mapToObj(Character::toString)
                .map(c ->
                        Character.isUpperCase(c.codePointAt(0))
                                ? "-" + c.toLowerCase(Locale.ROOT)
                                : c)
                .collect(joining());
    }

    private static Stream<String> declared(String kind) throws Exception {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        try (var in = ConfigReader.class.getResourceAsStream("staffetta.xsd")) {
            var found =
                    factory.newDocumentBuilder()
                            .parse(in)
                            .getElementsByTagNameNS("http://www.w3.org/2001/XMLSchema", kind);
            return IntStream.range(0, found.getLength())
                    .mapToObj(found::item)
                    .map(node -> ((Element) node).getAttribute("name"))
                    .toList()
                    .stream();
        }
    }
}
