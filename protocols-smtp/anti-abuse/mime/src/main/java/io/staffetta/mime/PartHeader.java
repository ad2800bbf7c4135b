package io.staffetta.mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The MIME fields of one part, from their octets.
final class PartHeader {

    static final String TYPE = "content-type";
    static final String DISPOSITION = "content-disposition";
    static final String ENCODING = "content-transfer-encoding";
    private static final Set<String> KEPT = Set.of(TYPE, DISPOSITION, ENCODING);
    private static final int MAX_KEPT = 10;

    private final Map<String, List<String>> fields = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private boolean empty = true;

    /// Takes a field note of, if it is one of those that matter.
    void add(byte[] raw) {
        empty = false;
        var text = Octets.text(raw);
        int colon = text.indexOf(':');
        if (colon < 0) {
            return;
        }
        var name = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (KEPT.contains(name) && counts.merge(name, 1, Integer::sum) <= MAX_KEPT) {
            fields.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(text.substring(colon + 1).replace("\r\n", "").strip());
        }
    }

    /// Whether the part has no fields at all.
    boolean isEmpty() {
        return empty;
    }

    /// Whether a field is there more than once.
    boolean hasDuplicates() {
        return counts.values().stream().anyMatch(count -> count > 1);
    }

    /// The values of all fields of a name, without parameters.
    Set<String> mainValues(String name) {
        var values = new LinkedHashSet<String>();
        for (var field : all(name)) {
            values.add(Parameter.mainValue(Comments.removed(field)));
        }
        return values;
    }

    /// The parameters of all fields of a name, as a reader sees them that knows comments.
    List<Parameter> parameters(String name) {
        return all(name).stream()
                .flatMap(field -> Parameter.split(Comments.removed(field)).stream())
                .toList();
    }

    /// As a reader sees them that does not.
    List<Parameter> literalParameters(String name) {
        return all(name).stream().flatMap(field -> Parameter.split(field).stream()).toList();
    }

    /// As readers see them that go from word to word, with comments and without.
    List<List<Parameter>> words(String name) {
        return all(name).stream()
                .flatMap(field -> Stream.of(field, Comments.removed(field)).distinct())
                .map(Parameter::words)
                .toList();
    }

    /// The different values of a parameter of `Content-Type`, in the eyes of all readers.
    Set<String> typeParameter(String parameter) {
        var values = new HashSet<String>();
        Stream.concat(Stream.of(parameters(TYPE)), words(TYPE).stream())
                .flatMap(List::stream)
                .filter(one -> one.name().equals(parameter))
                .forEach(one -> values.add(one.value()));
        return values;
    }

    /// Whether other parts are within it.
    boolean isMultipart() {
        return mainValues(TYPE).stream().anyMatch(type -> type.startsWith("multipart/"));
    }

    /// Whether another message is within it.
    boolean isMessage() {
        return mainValues(TYPE).contains("message/rfc822");
    }

    private List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
