package io.staffetta.kernel.admin;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// An operation of the administration port.
///
/// @param needed the names of the arguments it needs
/// @param optional the names of those it takes besides
/// @param body does it
record Operation(
        Set<String> needed,
        Set<String> optional,
        BiFunction<Administration, Arguments, Object> body) {

    /// One that looks at something and takes no arguments.
    static Operation read(Function<Administration, Object> body) {
        return new Operation(Set.of(), Set.of(), (admin, _) -> body.apply(admin));
    }

    /// One that changes something and has nothing to say.
    static Operation change(Set<String> needed, BiConsumer<Administration, Arguments> body) {
        return new Operation(
                needed,
                Set.of(),
                (admin, in) -> {
                    body.accept(admin, in);
                    return Map.of();
                });
    }

    /// @throws IllegalArgumentException if the arguments are wrong
    Object run(Administration admin, Arguments arguments) {
        return body.apply(admin, arguments.expect(needed, optional));
    }
}
