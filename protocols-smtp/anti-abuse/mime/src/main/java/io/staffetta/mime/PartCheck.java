package io.staffetta.mime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/// Checks the header of one part.
final class PartCheck {

    private static final Set<String> NAMES = Set.of("filename", "name");
    private static final Set<String> ENCODINGS =
            Set.of("", "7bit", "8bit", "binary", "base64", "quoted-printable");
    private static final int MAX_BOUNDARY = 70;

    private final FileName fileName;
    private final List<String> mediaTypes;

    PartCheck(FileName fileName, List<String> mediaTypes) {
        this.fileName = fileName;
        this.mediaTypes = mediaTypes;
    }

    /// @param boundaries of the multiparts around it; its own is added
    void check(PartHeader header, Set<String> boundaries, BiConsumer<Rule, String> broken) {
        if (header.hasDuplicates()) {
            broken.accept(Rule.FIELDS, "a MIME header field occurs twice");
        }
        var types = header.mainValues(PartHeader.TYPE);
        for (var type : types) {
            if (mediaTypes.stream().anyMatch(forbidden -> matches(forbidden, type))) {
                broken.accept(
                        Rule.MEDIA_TYPE, "attachments of type %s are not accepted".formatted(type));
            }
        }
        boolean multipart = header.isMultipart();
        checkEncoding(header, multipart, broken);
        if (multipart) {
            checkBoundary(header, boundaries, broken);
        }
        checkNames(header, broken);
    }

    private static boolean matches(String forbidden, String type) {
        return forbidden.endsWith("/*")
                ? type.startsWith(forbidden.substring(0, forbidden.length() - 1))
                : type.equals(forbidden);
    }

    private static void checkEncoding(
            PartHeader header, boolean multipart, BiConsumer<Rule, String> broken) {
        for (var encoding : header.mainValues(PartHeader.ENCODING)) {
            if (!ENCODINGS.contains(encoding)) {
                broken.accept(Rule.ENCODING, "a part has an unknown transfer encoding");
            }
            // RFC 2045 §6.4; quoted-printable is a wide-spread mistake nobody acts upon.
            if (multipart && encoding.equals("base64")) {
                broken.accept(Rule.ENCODING, "a multipart is encoded in base64");
            }
        }
    }

    private static void checkBoundary(
            PartHeader header, Set<String> boundaries, BiConsumer<Rule, String> broken) {
        var values = header.typeParameter("boundary");
        if (values.size() != 1) {
            broken.accept(
                    Rule.BOUNDARY,
                    values.isEmpty()
                            ? "a multipart has no boundary"
                            : "a multipart has two boundaries");
        }
        for (var boundary : values) {
            boolean sound =
                    !boundary.isEmpty()
                            && boundary.length() <= MAX_BOUNDARY
                            && boundary.chars().allMatch(PartCheck::isPlain);
            if (!sound) {
                broken.accept(Rule.BOUNDARY, "a boundary is empty, too long, or no text");
            }
            if (!boundaries.add(boundary)) {
                broken.accept(Rule.BOUNDARY, "a boundary is used twice");
            }
        }
    }

    /// What readers disagree on is none (RFC 2046 §5.1.1).
    private static boolean isPlain(int c) {
        return c >= ' ' && c < 127 && c != '"' && c != '\\';
    }

    private void checkNames(PartHeader header, BiConsumer<Rule, String> broken) {
        var plain = new LinkedHashSet<String>();
        var all = new LinkedHashSet<String>();
        for (var field : List.of(PartHeader.DISPOSITION, PartHeader.TYPE)) {
            var names = Names.of(header.parameters(field), NAMES);
            plain.addAll(names.plain());
            all.addAll(names.all());
            all.addAll(Names.of(header.literalParameters(field), NAMES).all());
            for (var words : header.words(field)) {
                all.addAll(Names.of(words, NAMES).all());
            }
            if (!names.isFitting()) {
                broken.accept(Rule.PARAMETERS, "the pieces of a name do not fit together");
            }
        }
        if (plain.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() > 1) {
            broken.accept(Rule.CONFLICTING_NAMES, "an attachment has more than one name");
        }
        all.forEach(name -> fileName.check(name, broken));
    }
}
