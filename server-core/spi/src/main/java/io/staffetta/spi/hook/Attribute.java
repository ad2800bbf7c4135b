package io.staffetta.spi.hook;

/// A typed key under which hooks leave results for each other. Its scope is part of its type, so a
/// value of one transaction cannot be stored on the session by mistake. Two keys are equal if name,
/// type and scope are: plugins share a key by declaring it alike, with a type of the JDK or the
/// SPI. Reading one that nobody wrote gives nothing; a hook that cannot do without it declares so.
///
/// @param <T> type of the value
public sealed interface Attribute<T> {

    /// Name, by convention `plugin.what`.
    String name();

    /// Type of the value: of the JDK or of the SPI, so every plugin sees the same class.
    Class<T> type();

    /// Lives until the connection ends, or until STARTTLS resets the session.
    record OfSession<T>(String name, Class<T> type) implements Attribute<T> {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfSession<?> key
                    && name.equals(key.name)
                    && type.equals(key.type);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + type.hashCode();
        }
    }

    /// Lives until the transaction ends.
    record OfTransaction<T>(String name, Class<T> type) implements Attribute<T> {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfTransaction<?> key
                    && name.equals(key.name)
                    && type.equals(key.type);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + type.hashCode();
        }
    }
}
