package io.staffetta.sasl.oauth;

import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.config.SettingsBinder;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.kernel.config.SettingsTree.Location;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

/// Settings as the operator writes them.
final class TestSettings {

    private TestSettings() {}

    /// @param xml child elements of the mechanism
    static OauthSettings of(String xml) {
        var problems = new Problems();
        var settings = SettingsBinder.bind(tree(xml), OauthSettings.class, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.list().toString());
        }
        return settings.orElseThrow();
    }

    static List<String> problems(String xml) {
        var problems = new Problems();
        SettingsBinder.bind(tree(xml), OauthSettings.class, problems);
        return problems.list().stream().map(Problem::message).toList();
    }

    private static SettingsTree tree(String xml) {
        try {
            var source = new InputSource(new StringReader("<mechanism>" + xml + "</mechanism>"));
            return tree(
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(source)
                            .getDocumentElement());
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static SettingsTree tree(Element element) {
        var nodes = element.getChildNodes();
        var children =
                IntStream.range(0, nodes.getLength())
                        .mapToObj(nodes::item)
                        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                        .map(node -> tree((Element) node))
                        .toList();
        return new SettingsTree(
                element.getTagName(),
                Map.of(),
                children,
                children.isEmpty() ? element.getTextContent().trim() : "",
                new Location("test", 1, element.getTagName()));
    }
}
