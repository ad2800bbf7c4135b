package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.Arguments.KEY;

import static java.util.Map.entry;

import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.kernel.records.RecordKind;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The operations of the administration port that concern signing keys and the records of a domain.
/// [RemoteDkim] and [AdminClient] call them.
final class DkimOperations {

    static final String DOMAIN = "domain";
    static final String SELECTOR = "selector";
    static final String ALGORITHMS = "algorithms";
    static final String BITS = "bits";
    static final String ACTIVATE = "activate";
    static final String FORCE = "force";
    static final String WITHOUT = "without";

    static final Map<String, Operation> ALL =
            Map.ofEntries(
                    entry(
                            "dkim.list",
                            new Operation(
                                    Set.of(),
                                    Set.of(DOMAIN),
                                    (admin, in) -> admin.dkim().list(in.optionalText(DOMAIN)))),
                    entry(
                            "dkim.create",
                            new Operation(
                                    Set.of(DOMAIN, ALGORITHMS, BITS),
                                    Set.of(SELECTOR, ACTIVATE),
                                    (admin, in) -> admin.dkim().create(order(in)))),
                    entry(
                            "dkim.import",
                            new Operation(
                                    Set.of(DOMAIN, SELECTOR, KEY),
                                    Set.of(),
                                    (admin, in) ->
                                            admin.dkim()
                                                    .importKey(
                                                            in.text(DOMAIN),
                                                            in.text(SELECTOR),
                                                            in.secret(KEY)))),
                    entry(
                            "dkim.activate",
                            new Operation(
                                    Set.of(DOMAIN, SELECTOR),
                                    Set.of(FORCE),
                                    (admin, in) ->
                                            admin.dkim()
                                                    .activate(
                                                            in.text(DOMAIN),
                                                            in.text(SELECTOR),
                                                            flag(in, FORCE)))),
                    entry(
                            "dkim.retire",
                            new Operation(
                                    Set.of(DOMAIN, SELECTOR),
                                    Set.of(),
                                    (admin, in) ->
                                            admin.dkim()
                                                    .retire(in.text(DOMAIN), in.text(SELECTOR)))),
                    entry(
                            "dkim.remove",
                            new Operation(
                                    Set.of(DOMAIN, SELECTOR),
                                    Set.of(FORCE),
                                    (admin, in) -> {
                                        admin.dkim()
                                                .remove(
                                                        in.text(DOMAIN),
                                                        in.text(SELECTOR),
                                                        flag(in, FORCE));
                                        return Map.of();
                                    })),
                    entry(
                            "dkim.rotate",
                            new Operation(
                                    Set.of(DOMAIN),
                                    Set.of(BITS),
                                    (admin, in) ->
                                            admin.dkim()
                                                    .rotate(
                                                            in.text(DOMAIN),
                                                            in.has(BITS)
                                                                    ? OptionalInt.of(
                                                                            in.number(BITS))
                                                                    : OptionalInt.empty()))),
                    entry(
                            "dkim.finish",
                            new Operation(
                                    Set.of(DOMAIN),
                                    Set.of(FORCE),
                                    (admin, in) ->
                                            admin.dkim().finish(in.text(DOMAIN), flag(in, FORCE)))),
                    entry(
                            "dns",
                            new Operation(
                                    Set.of(DOMAIN),
                                    Set.of(WITHOUT),
                                    (admin, in) -> admin.dnsReport(in.text(DOMAIN), without(in)))));

    private DkimOperations() {}

    private static DkimKeyOrder order(Arguments in) {
        return new DkimKeyOrder(
                in.text(DOMAIN),
                in.optionalText(SELECTOR),
                in.texts(ALGORITHMS).stream().map(DkimOperations::algorithm).toList(),
                in.number(BITS),
                flag(in, ACTIVATE));
    }

    private static KeyAlgorithm algorithm(String tag) {
        for (var algorithm : KeyAlgorithm.values()) {
            if (algorithm.tag().equals(tag)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("algorithms must be rsa or ed25519");
    }

    private static Set<RecordKind> without(Arguments in) {
        var kinds = EnumSet.noneOf(RecordKind.class);
        var words = in.has(WITHOUT) ? in.texts(WITHOUT) : List.<String>of();
        words.forEach(word -> kinds.add(RecordKind.parse(word)));
        return kinds;
    }

    private static boolean flag(Arguments in, String name) {
        return in.has(name) && in.flag(name);
    }
}
