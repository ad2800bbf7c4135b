package io.staffetta.sql;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/// Settings of which most are left out, as the configuration gives them.
record TestSettings(Map<String, Object> given) {

    static TestSettings none() {
        return new TestSettings(Map.of());
    }

    TestSettings with(String component, Object value) {
        var more = new HashMap<>(given);
        more.put(component, value);
        return new TestSettings(Map.copyOf(more));
    }

    SqlSettings bind() {
        var components = SqlSettings.class.getRecordComponents();
        var unknown = new HashSet<>(given.keySet());
        Arrays.stream(components).map(RecordComponent::getName).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("no such settings: " + unknown);
        }
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        try {
            return SqlSettings.class
                    .getDeclaredConstructor(types)
                    .newInstance(Arrays.stream(components).map(this::value).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object value(RecordComponent component) {
        var type = component.getType();
        if (given.containsKey(component.getName())) {
            return given.get(component.getName());
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
