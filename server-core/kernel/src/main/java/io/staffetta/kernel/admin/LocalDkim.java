package io.staffetta.kernel.admin;

import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.kernel.dkim.KeyState;
import io.staffetta.kernel.dkim.Selector;
import io.staffetta.kernel.dkim.StoredKey;
import io.staffetta.kernel.records.RecordCheck;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys of this process.
///
/// @param server keeps them
/// @param clock the time
record LocalDkim(ServerControl server, InstantSource clock) implements DkimAdministration {

    @Override
    public List<DkimKeyInfo> list(Optional<String> domain) {
        var domains = domain.map(name -> List.of(signer(name))).orElseGet(keys()::domains);
        return domains.stream().flatMap(one -> keys().of(one).stream()).map(this::info).toList();
    }

    @Override
    public List<DkimKeyInfo> create(DkimKeyOrder order) {
        var domain = signer(order.domain());
        var names = new SelectorNames(clock, keys().of(domain));
        var selectors = names.choose(order.selector(), order.algorithms());
        var made = keys().create(domain, selectors, order.rsaBits());
        return infos(order.activate() ? keys().change(domain, selectors.keySet(), Set.of()) : made);
    }

    @Override
    public DkimKeyInfo importKey(String domain, String selector, Secret key) {
        return info(keys().add(signer(domain), Selector.parse(selector), key.reveal()));
    }

    @Override
    public DkimKeyInfo activate(String domain, String selector, boolean force) {
        var key = keys().find(signer(domain), Selector.parse(selector));
        if (key.state() == KeyState.ACTIVE) {
            throw new IllegalStateException("the key " + key.dnsName() + " is active already");
        }
        checkPublished(List.of(key), force);
        keys().change(key.domain(), Set.of(key.selector()), Set.of());
        return info(keys().find(key.domain(), key.selector()));
    }

    @Override
    public DkimKeyInfo retire(String domain, String selector) {
        var key = keys().find(signer(domain), Selector.parse(selector));
        if (key.state() == KeyState.RETIRED) {
            throw new IllegalStateException("the key " + key.dnsName() + " is retired already");
        }
        keys().change(key.domain(), Set.of(), Set.of(key.selector()));
        return info(keys().find(key.domain(), key.selector()));
    }

    @Override
    public void remove(String domain, String selector, boolean force) {
        keys().remove(signer(domain), Selector.parse(selector), force);
    }

    @Override
    public List<DkimKeyInfo> rotate(String domain, OptionalInt rsaBits) {
        var signer = signer(domain);
        var present = keys().of(signer);
        var active = inState(KeyState.ACTIVE, present);
        if (active.isEmpty()) {
            throw new IllegalStateException(
                    "no key of %s is active; make one by dkim create".formatted(signer));
        }
        var algorithms = active.stream().map(StoredKey::algorithm).distinct().sorted().toList();
        for (var pending : inState(KeyState.PENDING, present)) {
            if (algorithms.contains(pending.algorithm())) {
                throw new IllegalStateException(
                        "the key %s is pending already; finish that rotation, or remove it"
                                .formatted(pending.dnsName()));
            }
        }
        var selectors = new SelectorNames(clock, present).choose(Optional.empty(), algorithms);
        return infos(keys().create(signer, selectors, rsaBits.orElseGet(() -> rsaBits(active))));
    }

    @Override
    public List<DkimKeyInfo> finish(String domain, boolean force) {
        var signer = signer(domain);
        var present = keys().of(signer);
        var pending = inState(KeyState.PENDING, present);
        if (pending.isEmpty()) {
            throw new IllegalStateException(
                    "no key of %s is pending; dkim rotate makes new ones".formatted(signer));
        }
        checkPublished(pending, force);
        var algorithms = pending.stream().map(StoredKey::algorithm).collect(Collectors.toSet());
        var old =
                inState(KeyState.ACTIVE, present).stream()
                        .filter(key -> algorithms.contains(key.algorithm()))
                        .toList();
        return infos(keys().change(signer, selectors(pending), selectors(old)));
    }

    private void checkPublished(List<StoredKey> keys, boolean force) {
        if (force) {
            return;
        }
        var records = server.domainRecords();
        for (var key : keys) {
            var check = records.check(key);
            var fault =
                    switch (check.status()) {
                        case OK -> Optional.<String>empty();
                        case MISSING -> Optional.of("nothing is published there");
                        case DIFFERENT, UNKNOWN, OPTIONAL -> Optional.of(check.note());
                    };
            if (fault.isPresent()) {
                throw new IllegalStateException(refusal(key, check.status(), fault.get()));
            }
        }
    }

    private static String refusal(StoredKey key, RecordCheck.Status status, String fault) {
        return "the key %s %s: %s; dkim show prints the record; --force activates it all the same"
                .formatted(
                        key.dnsName(),
                        status == RecordCheck.Status.UNKNOWN
                                ? "cannot be asked for"
                                : "is not published as it should be",
                        fault);
    }

    private static int rsaBits(List<StoredKey> active) {
        return active.stream()
                .filter(key -> key.algorithm() == KeyAlgorithm.RSA)
                .mapToInt(StoredKey::bits)
                .reduce(KeyAlgorithm.DEFAULT_RSA_BITS, Math::max);
    }

    private static List<StoredKey> inState(KeyState state, List<StoredKey> keys) {
        return keys.stream().filter(key -> key.state() == state).toList();
    }

    private static Set<Selector> selectors(List<StoredKey> keys) {
        return keys.stream().map(StoredKey::selector).collect(Collectors.toSet());
    }

    private static Domain signer(String name) {
        var domain = Domain.parse(name);
        if (domain.isLiteral()) {
            throw new IllegalArgumentException("mail is signed for domains, not for addresses");
        }
        return domain;
    }

    private DkimKeys keys() {
        return server.dkimKeys();
    }

    private List<DkimKeyInfo> infos(List<StoredKey> keys) {
        return keys.stream().map(this::info).toList();
    }

    private DkimKeyInfo info(StoredKey key) {
        return DkimKeyInfo.of(keys(), key);
    }
}
