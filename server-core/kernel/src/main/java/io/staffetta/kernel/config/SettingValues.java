package io.staffetta.kernel.config;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the values of record components. What cannot be read is a problem, and `null`.
final class SettingValues {

    private final SettingsBinder records;
    private final Problems problems;

    SettingValues(SettingsBinder records, Problems problems) {
        this.records = records;
        this.problems = problems;
    }

    /// What a component without an element holds.
    static @Nullable Object absent(RecordComponent component, @Nullable Record defaults) {
        if (defaults != null) {
            try {
                return component.getAccessor().invoke(defaults);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read a default", e);
            }
        }
        var type = component.getType();
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        return type == Map.class ? Map.of() : null;
    }

    /// Reads the elements of one component.
    @Nullable Object read(Type type, SettingName name, List<SettingsTree> elements) {
        var raw = raw(type);
        if (raw == List.class) {
            return Collections.unmodifiableList(items(argument(type, 0), name, elements));
        }
        if (raw == Set.class) {
            return Collections.unmodifiableSet(
                    new LinkedHashSet<>(items(argument(type, 0), name, elements)));
        }
        elements.stream()
                .skip(1)
                .forEach(second -> problems.add(second.location(), "is given more than once"));
        return one(type, elements.getFirst());
    }

    private @Nullable Object one(Type type, SettingsTree element) {
        var raw = raw(type);
        if (raw == Optional.class) {
            return Optional.ofNullable(one(argument(type, 0), element));
        }
        if (raw == Map.class) {
            return map(argument(type, 1), element);
        }
        if (Text.isSingle(raw)) {
            return single(raw, element);
        }
        if (raw.isRecord()) {
            return records.record(element, raw, null);
        }
        problems.add(
                element.location(),
                "cannot be set: the plugin declares it as " + type.getTypeName());
        return null;
    }

    private @Nullable Object single(Class<?> type, SettingsTree element) {
        if (!element.attributes().isEmpty() || !element.children().isEmpty()) {
            problems.add(element.location(), "takes a text, no elements or attributes");
            return null;
        }
        return text(type, element, element.text(), Shown.quoted(element));
    }

    private @Nullable Object text(Class<?> type, SettingsTree element, String text, String shown) {
        try {
            return Text.read(text, type);
        } catch (IllegalArgumentException e) {
            problems.add(element.location(), shown + " " + e.getMessage());
            return null;
        }
    }

    private List<@Nullable Object> items(Type type, SettingName name, List<SettingsTree> elements) {
        var out = new ArrayList<@Nullable Object>();
        for (var element : elements) {
            if (name.isWrapper(element.name())) {
                out.addAll(wrapped(type, name, element));
            } else {
                out.add(one(type, element));
            }
        }
        return out;
    }

    private List<@Nullable Object> wrapped(Type type, SettingName name, SettingsTree wrapper) {
        var out = new ArrayList<@Nullable Object>();
        for (var child : wrapper.children()) {
            if (name.singulars().contains(child.name())) {
                out.add(one(type, child));
            } else {
                problems.add(
                        child.location(),
                        "unknown setting" + DidYouMean.hint(child.name(), List.of(name.shown())));
            }
        }
        if (wrapper.text().isEmpty()) {
            return out;
        }
        if (!Text.isSingle(raw(type))) {
            problems.add(
                    wrapper.location(),
                    "text is not allowed here, write elements [" + name.shown() + "]");
            return out;
        }
        boolean plain = wrapper.text().equals(wrapper.written());
        for (var item : Text.items(wrapper.text())) {
            var shown =
                    plain ? Shown.quoted(item) : "an item of " + Shown.quoted(wrapper.written());
            out.add(text(raw(type), wrapper, item, shown));
        }
        return out;
    }

    private Map<String, @Nullable Object> map(Type type, SettingsTree element) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        for (var child : element.children()) {
            if (out.containsKey(child.name())) {
                problems.add(child.location(), "is given more than once");
            } else {
                out.put(child.name(), one(type, child));
            }
        }
        if (!element.text().isEmpty()) {
            problems.add(element.location(), "text is not allowed here, write elements");
        }
        return Collections.unmodifiableMap(out);
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[index]
                : String.class;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> known -> known;
            case ParameterizedType generic -> raw(generic.getRawType());
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            default -> Object.class;
        };
    }
}
