package io.staffetta.kernel.config;

import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the XML of a configuration into elements that know their lines.
final class XmlFile {

    private final ConfigSource source;
    private final Problems problems;

    XmlFile(ConfigSource source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// The root element; empty, with a problem, if there is none.
    Optional<Element> read() {
        try {
            return switch (source) {
                case ConfigSource.Text text ->
                        parse(() -> new InputSource(new StringReader(text.xml())), text.xml());
                case ConfigSource.File file -> parse(Files.readAllBytes(file.xml()));
            };
        } catch (SAXParseException e) {
            problem(Math.max(0, e.getLineNumber()), SecureXml.message(e));
        } catch (IOException e) {
            problem(0, ReadFailure.reason(e));
        } catch (SAXException | ConfigurationException e) {
            problem(0, "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Element> parse(byte[] octets)
            throws SAXException, IOException, ConfigurationException {
        return parse(
                () -> new InputSource(new ByteArrayInputStream(octets)),
                new String(octets, StandardCharsets.ISO_8859_1));
    }

    private Optional<Element> parse(Supplier<InputSource> input, String prolog)
            throws SAXException, IOException, ConfigurationException {
        var lines = XmlLines.read(input.get(), prolog).iterator();
        var configuration = new XMLConfiguration();
        configuration.setDocumentBuilder(SecureXml.documentBuilder());
        read(configuration, input.get());
        var rootName = configuration.getRootElementName();
        var node = configuration.getNodeModel().getNodeHandler().getRootNode();
        var root = Element.root(value(node, lines.next()));
        if (!rootName.equals(root.name)) {
            problem(
                    root.text.origin().line(),
                    "the root element is <%s>, expected <%s>".formatted(rootName, root.name));
            return Optional.empty();
        }
        fill(root, node, lines);
        return Optional.of(root);
    }

    private static void read(XMLConfiguration configuration, InputSource input)
            throws ConfigurationException {
        var handler = new FileHandler(configuration);
        if (input.getCharacterStream() != null) {
            handler.load(input.getCharacterStream());
        } else {
            handler.load(input.getByteStream());
        }
    }

    /// Both passes see the elements in the same order, so the lines can be dealt out.
    private void fill(Element element, ImmutableNode node, Iterator<Integer> lines) {
        var known = element.shape.map(Shape::attributes).orElse(List.of());
        // The parser does not keep the order in which they were written.
        node.getAttributes().keySet().stream()
                .filter(name -> !isForEditors(name))
                .sorted(
                        Comparator.<String>comparingInt(name ->
                                        Math.floorMod(known.indexOf(name), known.size() + 1))
                                .thenComparing(name -> name))
                .forEach(name ->
                        element.attributes.put(
                                name,
                                new Element.Value(
                                        String.valueOf(node.getAttributes().get(name)),
                                        element.text.origin())));
        for (var child : node.getChildren()) {
            var below = element.child(child.getNodeName(), value(child, lines.next()));
            element.children.add(below);
            fill(below, child, lines);
        }
    }

    private Element.Value value(ImmutableNode node, int line) {
        var text = node.getValue() == null ? "" : String.valueOf(node.getValue()).strip();
        return new Element.Value(text, new Element.Origin(source.name(), line));
    }

    /// Namespace declarations and the place of the schema.
    private static boolean isForEditors(String attribute) {
        return attribute.startsWith("xmlns") || attribute.startsWith("xsi:");
    }

    private void problem(int line, String message) {
        problems.add(new Problem(source.name(), line, "", message));
    }
}
