package io.staffetta.kernel.admin;

import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.kernel.dkim.Selector;
import io.staffetta.kernel.dkim.StoredKey;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What to call new keys: `20260201-rsa`, the next one of that day `20260201-rsa-2`.
///
/// @param clock the time
/// @param present the keys there are
record SelectorNames(InstantSource clock, List<StoredKey> present) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// @param wanted what the operator wants; only the beginning if there are several algorithms
    Map<Selector, KeyAlgorithm> choose(Optional<String> wanted, List<KeyAlgorithm> algorithms) {
        var selectors = new LinkedHashMap<Selector, KeyAlgorithm>();
        for (var algorithm : algorithms) {
            var selector =
                    wanted.map(name ->
                                    Selector.parse(
                                            algorithms.size() == 1
                                                    ? name
                                                    : name + "-" + algorithm.tag()))
                            .orElseGet(() -> dated(algorithm));
            selectors.put(selector, algorithm);
        }
        return selectors;
    }

    private Selector dated(KeyAlgorithm algorithm) {
        var first = DAY.format(clock.instant()) + "-" + algorithm.tag();
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> new Selector(i == 1 ? first : first + "-" + i))
                .filter(name -> present.stream().noneMatch(key -> key.selector().equals(name)))
                .findFirst()
                .orElseThrow();
    }
}
