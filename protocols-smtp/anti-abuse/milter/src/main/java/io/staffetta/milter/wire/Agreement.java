package io.staffetta.milter.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What we and a filter agreed upon.
///
/// @param version of the protocol
/// @param actions the edits it may make
/// @param steps what it does not want to be told, or does not answer
/// @param macros the macros it asked for
public record Agreement(int version, int actions, int steps, Map<Stage, List<String>> macros) {

    private static final int SKIP = 0x400;
    private static final int LEADING_SPACE = 0x100000;
    private static final int MAX_NAMES = 256;

    public Agreement {
        macros = Map.copyOf(macros);
    }

    /// What we can do in a version of the protocol.
    public static Agreement offer(int version) {
        return switch (version) {
            case 2 -> new Agreement(2, 0x3f, 0x7f, Map.of());
            case 3 -> new Agreement(3, 0x3f, 0x17f, Map.of());
            case 4, 5 -> new Agreement(version, 0x3f, 0x37f, Map.of());
            case 6 -> new Agreement(6, 0x1ff, 0x1fffff, Map.of());
            default -> throw new IllegalArgumentException("no version " + version);
        };
    }

    byte[] encode() {
        return ByteBuffer.allocate(12).putInt(version).putInt(actions).putInt(steps).array();
    }

    /// Reads the answer to this offer.
    Agreement answered(byte[] data) throws MilterException {
        if (data.length < 12) {
            throw new MilterException("the filter's negotiation is too short");
        }
        var in = ByteBuffer.wrap(data);
        int theirs = in.getInt();
        int wanted = in.getInt();
        int asked = in.getInt();
        if (theirs < 2 || theirs > version) {
            throw new MilterException("the filter wants version " + theirs + " of the protocol");
        }
        if ((wanted & ~actions) != 0) {
            throw new MilterException("the filter wants to do what was not offered");
        }
        return new Agreement(theirs, wanted, asked & steps, lists(in));
    }

    private static Map<Stage, List<String>> lists(ByteBuffer in) throws MilterException {
        var lists = new EnumMap<Stage, List<String>>(Stage.class);
        while (in.hasRemaining()) {
            if (in.remaining() < 5) {
                throw new MilterException("the filter's list of macros is cut short");
            }
            var stage =
                    Stage.ofMacros(in.getInt())
                            .orElseThrow(() ->
                                    new MilterException(
                                            "the filter wants macros of an unknown stage"));
            lists.put(stage, names(Strings.next(in)));
        }
        return lists;
    }

    private static List<String> names(String text) throws MilterException {
        var names = Arrays.stream(text.split("[ ,]+")).filter(name -> !name.isEmpty()).toList();
        if (names.size() > MAX_NAMES) {
            throw new MilterException("the filter wants too many macros");
        }
        return names;
    }

    /// Whether the filter knows of a stage at all.
    boolean knows(Stage stage) {
        return version >= stage.since;
    }

    /// Whether it wants to be told.
    boolean wants(Stage stage) {
        return knows(stage) && (steps & stage.no) == 0;
    }

    /// Whether it answers.
    boolean answers(Stage stage) {
        return (steps & stage.noReply) == 0;
    }

    /// Whether it may say that it has enough of a stage.
    boolean maySkip() {
        return (steps & SKIP) != 0;
    }

    /// Whether header values are exchanged with the space behind the colon.
    public boolean keepsLeadingSpace() {
        return (steps & LEADING_SPACE) != 0;
    }

    boolean allows(int action) {
        return (actions & action) != 0;
    }
}
