package io.staffetta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The public signatures of the SPI are committed in `spi.api`. A change of them is a change of
/// that file, so it is seen in review and never happens by accident.
class SpiSignatureTest {

    private static final Path COMMITTED = Path.of("spi.api");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String UPDATE =
            "mvn -q test -pl server-core/spi -Dtest=SpiSignatureTest -Dspi.api.update=true";
    private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");

    @Test
    void signaturesAreThoseOfTheCommittedFile() throws Exception {
        var actual = signatures();
        if (Boolean.getBoolean("spi.api.update")) {
            Files.write(COMMITTED, actual);
        }
        assertThat(COMMITTED)
                .as("a missing file is a failure, not an empty API; make it: %s", UPDATE)
                .exists();
        var committed = Files.readAllLines(COMMITTED);

        assertThat(actual)
                .overridingErrorMessage(
                        "the SPI differs from spi.api:%n%s%nIf it is meant, commit what this"
                                + " writes: %s",
                        difference(committed, actual), UPDATE)
                .isEqualTo(committed);
    }

    private static String difference(List<String> committed, List<String> actual) {
        var lines =
                Stream.concat(
                                committed.stream()
                                        .filter(line -> !actual.contains(line))
                                        .map(line -> "  - " + line),
                                actual.stream()
                                        .filter(line -> !committed.contains(line))
                                        .map(line -> "  + " + line))
                        .collect(Collectors.joining(System.lineSeparator()));
        return lines.isEmpty() ? "  (only the order of the lines)" : lines;
    }

    /// One line per type and member, sorted.
    private static List<String> signatures() throws IOException, ClassNotFoundException {
        var lines = new TreeSet<String>();
        for (var type : publicTypes()) {
            lines.add(describe(type));
            members(type).forEach(member -> lines.add(type.getCanonicalName() + "  " + member));
        }
        return List.copyOf(lines);
    }

    private static List<Class<?>> publicTypes() throws IOException, ClassNotFoundException {
        var types = new ArrayList<Class<?>>();
        for (var name : classNames()) {
            var type = Class.forName(name, false, SpiSignatureTest.class.getClassLoader());
            if (isVisible(type)) {
                types.add(type);
            }
        }
        return types;
    }

    private static List<String> classNames() throws IOException {
        if (!Files.isDirectory(CLASSES)) {
            return List.of();
        }
        try (var files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .map(file -> file.replace('/', '.').replace('\\', '.'))
                    .toList();
        }
    }

    private static boolean isVisible(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return false;
        }
        var enclosing = type.getDeclaringClass();
        return isVisible(type.getModifiers()) && (enclosing == null || isVisible(enclosing));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String describe(Class<?> type) {
        var line = new StringBuilder(kind(type));
        line.append(list(" <", type.getTypeParameters(), SpiSignatureTest::variable, "> ", false));
        if (type.isRecord()) {
            line.append(
                    list("(", type.getRecordComponents(), SpiSignatureTest::component, ")", true));
        }
        var superclass = type.getAnnotatedSuperclass();
        if (superclass != null
                && !Set.of(Object.class, Record.class, Enum.class).contains(type.getSuperclass())
                && !type.isEnum()) {
            line.append(" extends ").append(name(superclass));
        }
        line.append(
                list(
                        " implements ",
                        type.getAnnotatedInterfaces(),
                        SpiSignatureTest::name,
                        "",
                        false));
        if (type.isSealed()) {
            line.append(
                    list(
                            " permits ",
                            type.getPermittedSubclasses(),
                            Class::getTypeName,
                            "",
                            false));
        }
        return type.getCanonicalName() + "  " + shortened(line.toString());
    }

    private static String kind(Class<?> type) {
        var modifiers = type.getModifiers();
        var words = new ArrayList<String>();
        if (Modifier.isProtected(modifiers)) {
            words.add("protected");
        }
        if (type.isSealed()) {
            words.add("sealed");
        }
        if (type.isAnnotation()) {
            words.add("annotation");
        } else if (type.isInterface()) {
            words.add("interface");
        } else if (type.isRecord()) {
            words.add("record");
        } else if (type.isEnum()) {
            words.add("enum");
        } else {
            if (Modifier.isAbstract(modifiers)) {
                words.add("abstract");
            }
            if (Modifier.isFinal(modifiers)) {
                words.add("final");
            }
            words.add("class");
        }
        return String.join(" ", words);
    }

    private static Stream<String> members(Class<?> type) {
        var fields =
                Arrays.stream(type.getDeclaredFields())
                        .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                        .map(SpiSignatureTest::field);
        var constructors =
                Arrays.stream(type.getDeclaredConstructors())
                        .filter(made -> isVisible(made.getModifiers()) && !made.isSynthetic())
                        .filter(made -> !isCanonical(type, made))
                        .map(made ->
                                modifiers(made)
                                        + typeParameters(made.getTypeParameters())
                                        + "new"
                                        + parameters(made));
        var methods =
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic())
                        .filter(method -> !isImplied(type, method))
                        .map(SpiSignatureTest::method);
        return Stream.of(fields, constructors, methods)
                .flatMap(Function.identity())
                .map(SpiSignatureTest::shortened);
    }

    private static String field(Field field) {
        return field.isEnumConstant()
                ? "constant " + field.getName()
                : Modifier.toString(field.getModifiers())
                        + " "
                        + name(field.getAnnotatedType())
                        + " "
                        + field.getName();
    }

    private static String method(Method method) {
        var fallback =
                method.getDefaultValue() == null ? "" : " default " + method.getDefaultValue();
        return modifiers(method)
                + (method.isDefault() ? "default " : "")
                + typeParameters(method.getTypeParameters())
                + name(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + parameters(method)
                + fallback;
    }

    private static String modifiers(Executable executable) {
        var ignored =
                Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT | Modifier.TRANSIENT;
        var isInterface = executable.getDeclaringClass().isInterface();
        var implied = isInterface ? Modifier.PUBLIC | Modifier.ABSTRACT : 0;
        var words = Modifier.toString(executable.getModifiers() & ~ignored & ~implied);
        return words.isEmpty() ? "" : words + " ";
    }

    private static String parameters(Executable executable) {
        return list("(", executable.getParameters(), SpiSignatureTest::parameter, ")", true)
                + list(
                        " throws ",
                        executable.getAnnotatedExceptionTypes(),
                        SpiSignatureTest::name,
                        "",
                        false);
    }

    private static String parameter(Parameter parameter) {
        var type = name(parameter.getAnnotatedType());
        var shown =
                parameter.isVarArgs() ? type.substring(0, type.lastIndexOf("[]")) + "..." : type;
        return shown + " " + parameter.getName();
    }

    private static String component(RecordComponent component) {
        return name(component.getAnnotatedType()) + " " + component.getName();
    }

    private static String name(AnnotatedType type) {
        return type.toString();
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        return list("<", variables, SpiSignatureTest::variable, "> ", false);
    }

    private static String variable(TypeVariable<?> variable) {
        var bounds =
                list(" extends ", variable.getAnnotatedBounds(), SpiSignatureTest::name, "", false);
        return variable.getName() + (bounds.equals(" extends java.lang.Object") ? "" : bounds);
    }

    private static boolean isCanonical(Class<?> type, Constructor<?> constructor) {
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray());
    }

    /// What the kind of the type brings along says nothing about the API.
    private static boolean isImplied(Class<?> type, Method method) {
        if (type.isEnum()) {
            return Set.of("values", "valueOf").contains(method.getName());
        }
        return type.isRecord()
                && (OF_EVERY_RECORD.contains(method.getName())
                        || Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> method.equals(component.getAccessor())));
    }

    private static <T> String list(
            String before, T[] items, Function<T, String> name, String after, boolean always) {
        return items.length == 0 && !always
                ? ""
                : Arrays.stream(items).map(name).collect(Collectors.joining(", ", before, after));
    }

    /// Without the packages everybody knows, and the SPI's own: the owner of a line has its full
    /// name.
    private static String shortened(String signature) {
        return signature
                .replace("@org.jspecify.annotations.Nullable()", "@Nullable")
                .replaceAll("\\bjava\\.(lang|util|util\\.function|io|time|net)\\.(?=[A-Z])", "")
                .replaceAll("\\bio\\.staffetta\\.spi\\.([a-z]+\\.)*(?=[A-Z])", "")
                .replace('$', '.');
    }
}
