package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

/// The schema for editors knows the same elements and attributes as the kernel.
class SchemaTest {

    private static Schema schema;

    @BeforeAll
    static void readSchema() throws SAXException {
        schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(SchemaTest.class.getResource("staffetta.xsd"));
    }

    @Test
    void everyElementAndAttributeOfTheKernelIsKnown() {
        assertThatCode(() -> validate(document(Shapes.STAFFETTA, ""))).doesNotThrowAnyException();
    }

    @Test
    void otherAttributesAreRefusedEverywhere() {
        var names = names(Shapes.STAFFETTA).distinct().toList();

        assertThat(names)
                .contains("staffetta", "listener", "hook", "route", "domain", "proxy-from");
        for (var name : names) {
            assertThatExceptionOfType(SAXParseException.class)
                    .as("an unknown attribute of " + name)
                    .isThrownBy(() -> validate(document(Shapes.STAFFETTA, name)));
        }
    }

    @Test
    void everyLimitIsKnown() {
        for (var limits :
                Map.of("limits", Limits.class, "network", NetLimits.class, "dns", DnsConfig.class)
                        .entrySet()) {
            var element = limits.getKey();
            var known =
                    Arrays.stream(limits.getValue().getRecordComponents())
                            .map(component -> Kebab.ofComponent(component.getName()))
                            .map(name -> "<" + name + ">1</" + name + ">")
                            .collect(Collectors.joining());

            assertThatCode(() -> validate(root(element, known))).doesNotThrowAnyException();
            assertThatExceptionOfType(SAXParseException.class)
                    .as("an unknown child of " + element)
                    .isThrownBy(() -> validate(root(element, "<size>1</size>")));
        }
    }

    private static String root(String element, String content) {
        return "<staffetta><%1$s>%2$s</%1$s></staffetta>".formatted(element, content);
    }

    private static String document(Shape shape, String wrong) {
        var attributes =
                shape.attributes().stream()
                        .map(name -> " " + name + "='${env:X}'")
                        .collect(Collectors.joining());
        var children =
                shape.children().stream()
                        .filter(child -> !isTlsOfListener(shape, child))
                        .map(child -> document(child, wrong))
                        .collect(Collectors.joining());
        var more = shape.name().equals(wrong) ? " unknown='x'" : "";
        return "<" + shape.name() + attributes + more + ">" + children + "</" + shape.name() + ">";
    }

    private static Stream<String> names(Shape shape) {
        return Stream.concat(
                Stream.of(shape.name()), shape.children().stream().flatMap(SchemaTest::names));
    }

    /// XSD 1.0 cannot tell it from settings of the protocol.
    private static boolean isTlsOfListener(Shape shape, Shape child) {
        return List.of("listener", "tls").equals(List.of(shape.name(), child.name()));
    }

    private static void validate(String document) throws SAXException, IOException {
        schema.newValidator().validate(new StreamSource(new StringReader(document)));
    }
}
