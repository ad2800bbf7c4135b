package io.staffetta.mime;

import io.staffetta.text.EncodedWords;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names a part may have in the eyes of some reader: pieces are put together (RFC 2231 §3),
/// also those that come twice, out of order or with gaps, since readers differ in what they make of
/// those.
///
/// @param plain the names as most readers see them
/// @param all those, and what others may see
/// @param isFitting whether the pieces of each name fit together
record Names(Set<String> plain, Set<String> all, boolean isFitting) {

    private static final int MAX_NUMBER = 9999;

    private record Piece(int number, boolean extended, String value) {}

    /// Finds the values of parameters of a name.
    static Names of(List<Parameter> parameters, Set<String> wanted) {
        var plain = new LinkedHashSet<String>();
        var all = new LinkedHashSet<String>();
        boolean fitting = true;
        var pieces = new LinkedHashMap<String, List<Piece>>();
        for (var parameter : parameters) {
            int star = parameter.name().indexOf('*');
            var base = star < 0 ? parameter.name() : parameter.name().substring(0, star);
            if (!wanted.contains(base)) {
                continue;
            }
            var rest = star < 0 ? "" : parameter.name().substring(star);
            if (rest.isEmpty()) {
                plain.add(EncodedWords.decoded(parameter.value()));
                all.add(parameter.value());
                all.add(Octets.percent(parameter.value()));
            } else if (rest.equals("*")) {
                plain.add(Octets.extended(List.of(parameter.value())));
                all.add(parameter.value());
            } else {
                var piece = piece(rest, parameter.value());
                fitting &= piece.number() >= 0;
                pieces.computeIfAbsent(base, _ -> new ArrayList<>()).add(piece);
            }
        }
        for (var one : pieces.values()) {
            fitting &= isFitting(one);
            join(one, plain, all);
        }
        all.addAll(plain);
        return new Names(plain, all, fitting);
    }

    private static Piece piece(String rest, String value) {
        boolean extended = rest.endsWith("*");
        var digits = rest.substring(1, extended ? rest.length() - 1 : rest.length());
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 4
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return new Piece(
                number ? Math.min(MAX_NUMBER, Integer.parseInt(digits)) : -1, extended, value);
    }

    private static boolean isFitting(List<Piece> pieces) {
        var numbers = pieces.stream().map(Piece::number).sorted().toList();
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != i) {
                return false;
            }
        }
        return true;
    }

    private static void join(List<Piece> written, Set<String> plain, Set<String> all) {
        var sorted = new ArrayList<>(written);
        sorted.sort(Comparator.comparingInt(Piece::number));
        var first = new LinkedHashMap<Integer, Piece>();
        var last = new LinkedHashMap<Integer, Piece>();
        for (var piece : sorted) {
            first.putIfAbsent(piece.number(), piece);
            last.put(piece.number(), piece);
        }
        plain.add(joined(List.copyOf(first.values())));
        all.add(joined(List.copyOf(last.values())));
        all.add(joined(sorted));
        all.add(joined(written));
        // Up to the first gap.
        var closed = new ArrayList<Piece>();
        for (var piece : first.values()) {
            if (piece.number() == closed.size()) {
                closed.add(piece);
            }
        }
        all.add(joined(closed));
    }

    private static String joined(List<Piece> pieces) {
        var out = new StringBuilder();
        for (int i = 0; i < pieces.size(); ) {
            var run = new ArrayList<String>();
            boolean extended = pieces.get(i).extended();
            while (i < pieces.size() && pieces.get(i).extended() == extended) {
                run.add(pieces.get(i++).value());
            }
            out.append(extended ? Octets.extended(run) : String.join("", run));
        }
        return EncodedWords.decoded(out.toString());
    }
}
