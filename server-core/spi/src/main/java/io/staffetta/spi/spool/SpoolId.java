package io.staffetta.spi.spool;

/// Names a message in the spool: unique for the life of the spool, rising with acceptance.
///
/// @param value more than zero
public record SpoolId(long value) implements Comparable<SpoolId> {

    public SpoolId {
        if (value <= 0) {
            throw new IllegalArgumentException("spool ids are positive");
        }
    }

    /// Parses the text form.
    ///
    /// @throws IllegalArgumentException if it is not a spool id
    public static SpoolId parse(String text) {
        try {
            return new SpoolId(Long.parseLong(text, 36));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a queue id: " + text, e);
        }
    }

    @Override
    public int compareTo(SpoolId other) {
        return Long.compare(value, other.value);
    }

    /// Lower-case letters and digits.
    @Override
    public String toString() {
        return Long.toString(value, 36);
    }
}
