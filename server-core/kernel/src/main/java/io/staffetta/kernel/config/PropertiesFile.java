package io.staffetta.kernel.config;

import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the properties file: one path and value a line, a repeated path for each item of a list.
record PropertiesFile(Path file, Problems problems) {

    List<Setting> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var reader =
                new PropertiesReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            return settings(reader);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "", ReadFailure.reason(e)));
            return List.of();
        } catch (RuntimeException e) {
            // A broken escape.
            problems.add(new Problem(file.toString(), 0, "", "cannot be read: " + e.getMessage()));
            return List.of();
        }
    }

    private List<Setting> settings(PropertiesReader reader) throws IOException {
        Map<String, Setting> byPath = new LinkedHashMap<>();
        while (reader.nextProperty()) {
            var origin = new Element.Origin(file.toString(), reader.getLineNumber());
            var setting =
                    new Setting(
                            reader.getPropertyName(),
                            List.of(reader.getPropertyValue().strip()),
                            origin,
                            Setting.Spelling.PROPERTY,
                            false);
            byPath.merge(setting.path(), setting, PropertiesFile::both);
        }
        return List.copyOf(byPath.values());
    }

    private static Setting both(Setting first, Setting next) {
        var values = new ArrayList<>(first.values());
        values.addAll(next.values());
        return new Setting(
                first.path(), List.copyOf(values), first.origin(), first.spelling(), false);
    }
}
