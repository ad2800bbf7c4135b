package io.staffetta.kernel.config;

import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.TextStringBuilder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces `${env:NAME}`, `${file:PATH}` and `${sys:NAME}`, also with a default as in
/// `${env:NAME:-text}`; `$${` stands for itself. Commons Configuration's own interpolator would
/// look for variables in the values too, and a secret may contain anything; this is the substitutor
/// below it, told not to.
final class Interpolation {

    /// Longest file that `${file:…}` takes.
    static final int MAX_FILE_OCTETS = 65_536;

    private final Map<String, String> environment;
    private final Path folder;
    private final Problems problems;

    Interpolation(Map<String, String> environment, Path folder, Problems problems) {
        this.environment = environment;
        this.folder = folder;
        this.problems = problems;
    }

    /// Replaces the variables of an element, its attributes and all below it.
    void apply(Element element) {
        element.attributes.replaceAll((name, value) -> {
            var at = element.location(value.origin());
            var slash = at.path().isEmpty() ? "@" : "/@";
            return replace(value, at.withPath(at.path() + slash + name));
        });
        element.text = replace(element.text, element.location(element.text.origin()));
        element.children.forEach(this::apply);
    }

    private Element.Value replace(Element.Value value, SettingsTree.Location at) {
        if (value.verbatim() || !value.text().contains("${")) {
            return value;
        }
        var missing = new ArrayList<String>();
        var result = new Variables(missing).replace(value.text());
        missing.forEach(message -> problems.addCause(at, message));
        return value.interpolated(result);
    }

    /// Tells variables without a value from those with a default.
    private final class Variables extends StringSubstitutor {
        private final List<String> missing;

        Variables(List<String> missing) {
            this.missing = missing;
            setDisableSubstitutionInValues(true);
        }

        @Override
        protected String resolveVariable(
                String name, TextStringBuilder buffer, int start, int end) {
            try {
                var value = lookUp(name);
                if (value.isPresent()) {
                    return value.get();
                }
                throw new IllegalArgumentException("is not set");
            } catch (IllegalArgumentException e) {
                if (buffer.substring(start, end).contains(":-")) {
                    return super.resolveVariable(name, buffer, start, end);
                }
                missing.add("${" + name + "} " + e.getMessage());
                return "";
            }
        }
    }

    private Optional<String> lookUp(String name) {
        int colon = name.indexOf(':');
        var prefix = colon < 0 ? name : name.substring(0, colon);
        var rest = name.substring(colon + 1);
        return switch (prefix) {
            case "env" -> Optional.ofNullable(environment.get(rest));
            case "sys" -> Optional.ofNullable(System.getProperty(rest));
            case "file" -> Optional.of(file(rest));
            default ->
                    throw new IllegalArgumentException(
                            "is no variable: write ${env:NAME}, ${file:PATH} or ${sys:NAME}, and"
                                    + " $${ for the characters themselves");
        };
    }

    private String file(String path) {
        try (var in = Files.newInputStream(folder.resolve(path))) {
            byte[] octets = in.readNBytes(MAX_FILE_OCTETS + 1);
            if (octets.length > MAX_FILE_OCTETS) {
                throw new IllegalArgumentException("is longer than " + MAX_FILE_OCTETS + " octets");
            }
            return text(octets).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new IllegalArgumentException(ReadFailure.reason(e), e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }

    private static String text(byte[] octets) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    }
}
