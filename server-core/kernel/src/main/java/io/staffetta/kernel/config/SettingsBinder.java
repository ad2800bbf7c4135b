package io.staffetta.kernel.config;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Fills a settings record from child elements, as [io.staffetta.spi.MailPlugin.Registrar] promises
/// it to plugins.
///
/// `maxEntries` is filled from `<max-entries>`. Components may be single values (`String`, numbers
/// with `K`, `M`, `G`, `boolean`, `Duration`, `Path`, `URI`, `Pattern`, `Domain`, `Mailbox`,
/// `InetAddress`, networks of `<limits>`, `Secret`, enums), records, and `Optional`, `List`, `Set`
/// or `Map` of these. A list called `networks` is written as repeated `<network>` elements, as one
/// `<networks>` around them, or as one `<networks>` with the items between blanks or commas. The
/// names in a map are element names.
public final class SettingsBinder {

    private final Problems problems;

    private SettingsBinder(Problems problems) {
        this.problems = problems;
    }

    /// Fills a record. A missing element gives `null`, zero, `false`, or an empty list or map.
    ///
    /// @param tree the element whose children are the settings
    /// @param problems gets whatever is wrong
    /// @return the record; empty if it could not be made, and possibly if something is wrong
    public static <R extends Record> Optional<R> bind(
            SettingsTree tree, Class<R> type, Problems problems) {
        return Optional.ofNullable(
                type.cast(new SettingsBinder(problems).record(tree, type, null)));
    }

    /// Fills a record whose missing elements are taken from another one.
    public static <R extends Record> R bind(SettingsTree tree, R defaults, Problems problems) {
        @SuppressWarnings("unchecked")
        var type = (Class<R>) defaults.getClass();
        var bound = type.cast(new SettingsBinder(problems).record(tree, type, defaults));
        return bound == null ? defaults : bound;
    }

    @Nullable Object record(SettingsTree tree, Class<?> type, @Nullable Record defaults) {
        var components = type.getRecordComponents();
        reportStrangers(tree, components);
        var values = new SettingValues(this, problems);
        var arguments = new ArrayList<@Nullable Object>();
        int before = problems.size();
        for (var component : components) {
            var name = new SettingName(component);
            var written = tree.children().stream().filter(c -> name.accepts(c.name())).toList();
            arguments.add(
                    written.isEmpty()
                            ? SettingValues.absent(component, defaults)
                            : values.read(component.getGenericType(), name, written));
        }
        if (problems.size() > before) {
            return null;
        }
        return new RecordConstruction(tree, problems).construct(type, arguments);
    }

    private void reportStrangers(SettingsTree tree, RecordComponent[] components) {
        for (var attribute : tree.attributes().keySet()) {
            problems.add(
                    tree.attributeLocation(attribute),
                    "unknown attribute: settings are child elements, write <%s>…</%s>"
                            .formatted(attribute, attribute));
        }
        if (!tree.text().isEmpty()) {
            problems.add(
                    tree.location(),
                    "text is not allowed here" + known(names(components), ", write elements "));
        }
        for (var child : tree.children()) {
            if (names(components).stream().noneMatch(name -> name.accepts(child.name()))) {
                problems.add(
                        child.location(),
                        "unknown setting"
                                + DidYouMean.hint(
                                        child.name(),
                                        names(components).stream()
                                                .map(SettingName::shown)
                                                .toList()));
            }
        }
    }

    private static List<SettingName> names(RecordComponent[] components) {
        return Arrays.stream(components).map(SettingName::new).toList();
    }

    private static String known(List<SettingName> names, String before) {
        var shown = names.stream().map(SettingName::shown).toList();
        return shown.isEmpty() ? "" : before + "[" + String.join(", ", shown) + "]";
    }
}
