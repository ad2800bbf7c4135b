package io.staffetta.kernel.config;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Calls the constructor of a settings record, which may refuse the values.
///
/// @param tree the element the record is made from
/// @param problems gets the refusal
record RecordConstruction(SettingsTree tree, Problems problems) {

    @Nullable Object construct(Class<?> type, List<@Nullable Object> arguments) {
        var types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            refused(type, e.getCause());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            refused(type, e);
        }
        return null;
    }

    private void refused(Class<?> type, @Nullable Throwable cause) {
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        var message = cause == null ? "" : Objects.requireNonNullElse(cause.getMessage(), "");
        boolean meant =
                cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
        var text = meant && !message.isEmpty() ? message : type.getName() + " failed: " + cause;
        problems.add(placeOf(text).withPath(tree.location().path()), text);
    }

    /// A message that begins with the name of an element is about that element.
    private SettingsTree.Location placeOf(String message) {
        return tree.children().stream()
                .filter(child -> message.startsWith(child.name() + " "))
                .map(SettingsTree::location)
                .findFirst()
                .orElse(tree.location());
    }
}
