package io.staffetta.kernel.config;

import org.apache.commons.text.similarity.LevenshteinDistance;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the name that was probably meant.
public final class DidYouMean {

    private DidYouMean() {}

    /// The end of a message about an unknown name: `, did you mean 'bind'? known are [bind, …]`.
    static String hint(String unknown, Collection<String> known) {
        if (known.isEmpty()) {
            return ", none is known here";
        }
        var list = "known are [" + String.join(", ", known) + "]";
        return closest(unknown, known)
                .map(name -> ", did you mean '" + name + "'? " + list)
                .orElse(", " + list);
    }

    /// The nearest of the known names, if one is near.
    public static Optional<String> closest(String unknown, Collection<String> known) {
        int reach = Math.max(1, Math.min(4, (unknown.length() + 1) / 2));
        var distance = new LevenshteinDistance(reach);
        record Candidate(String name, int distance) {}
        return known.stream()
                .map(name -> new Candidate(name, distance.apply(unknown, name)))
                .filter(candidate -> candidate.distance() >= 0)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }
}
