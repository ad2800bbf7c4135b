package io.staffetta.kernel.config;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The lines on which the elements of a document begin, in document order: Commons Configuration
/// does not keep them.
final class XmlLines extends DefaultHandler2 {

    private final List<Integer> lines = new ArrayList<>();
    private @Nullable Locator locator;
    // The parser tells where an event ended; a tag begins where the event before it ended.
    private int endOfLast = 1;

    private XmlLines() {}

    /// Reads a document.
    ///
    /// @param prolog its beginning, with one character for each octet if need be
    static List<Integer> read(InputSource input, String prolog) throws SAXException, IOException {
        var lines = new XmlLines();
        var parser = SecureXml.saxParser();
        parser.setProperty("http://xml.org/sax/properties/lexical-handler", lines);
        parser.parse(input, lines);
        lines.lines.set(0, lineOfRoot(prolog));
        return lines.lines;
    }

    /// What stands before the root element makes no events.
    private static int lineOfRoot(String text) {
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("<?", at)) {
                at = text.indexOf("?>", at) + 2;
            } else if (text.startsWith("<!--", at)) {
                at = text.indexOf("-->", at + 4) + 3;
            } else if (text.charAt(at) == '<') {
                break;
            } else {
                at++;
            }
        }
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) {
        lines.add(endOfLast);
        mark();
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        mark();
    }

    @Override
    public void characters(char[] text, int start, int length) {
        mark();
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) {
        mark();
    }

    @Override
    public void processingInstruction(String target, String data) {
        mark();
    }

    @Override
    public void comment(char[] text, int start, int length) {
        mark();
    }

    @Override
    public void startCDATA() {
        mark();
    }

    @Override
    public void endCDATA() {
        mark();
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw e;
    }

    private void mark() {
        if (locator != null) {
            endOfLast = locator.getLineNumber();
        }
    }
}
