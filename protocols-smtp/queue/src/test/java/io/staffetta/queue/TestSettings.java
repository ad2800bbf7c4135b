package io.staffetta.queue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Settings of which only some are given, as an operator writes them.
final class TestSettings {

    static final QueueSettings DEFAULTS = with(Map.of());

    private TestSettings() {}

    /// One setting by the name of its component.
    static QueueSettings with(String name, Object value) {
        return with(Map.of(name, value));
    }

    /// Settings by the names of their components.
    static QueueSettings with(Map<String, Object> given) {
        var components = QueueSettings.class.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType);
        var values = Arrays.stream(components).map(component -> value(component, given)).toArray();
        try {
            return QueueSettings.class
                    .getDeclaredConstructor(types.toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent component, Map<String, Object> given) {
        var value = given.get(component.getName());
        if (component.getType() == int.class) {
            return value == null ? 0 : Integer.parseInt(value.toString());
        }
        if (component.getType() == long.class) {
            return value == null ? 0L : Long.parseLong(value.toString());
        }
        if (component.getType() == List.class) {
            return value == null ? List.of() : value;
        }
        return value instanceof String text ? Duration.parse(text) : value;
    }
}
