package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.DkimOperations.ACTIVATE;
import static io.staffetta.kernel.admin.DkimOperations.ALGORITHMS;
import static io.staffetta.kernel.admin.DkimOperations.BITS;
import static io.staffetta.kernel.admin.DkimOperations.DOMAIN;
import static io.staffetta.kernel.admin.DkimOperations.FORCE;
import static io.staffetta.kernel.admin.DkimOperations.SELECTOR;

import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.spi.Secret;

import tools.jackson.core.type.TypeReference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The signing keys of a server that runs in another process.
///
/// @param connection to that server
record RemoteDkim(AdminConnection connection) implements DkimAdministration {

    @Override
    public List<DkimKeyInfo> list(Optional<String> domain) {
        var arguments = new HashMap<String, Object>();
        domain.ifPresent(name -> arguments.put(DOMAIN, name));
        return connection.call("dkim.list", arguments, new TypeReference<>() {});
    }

    @Override
    public List<DkimKeyInfo> create(DkimKeyOrder order) {
        var arguments = new HashMap<String, Object>();
        arguments.put(DOMAIN, order.domain());
        order.selector().ifPresent(name -> arguments.put(SELECTOR, name));
        arguments.put(ALGORITHMS, order.algorithms().stream().map(KeyAlgorithm::tag).toList());
        arguments.put(BITS, order.rsaBits());
        arguments.put(ACTIVATE, order.activate());
        return connection.call("dkim.create", arguments, new TypeReference<>() {});
    }

    @Override
    public DkimKeyInfo importKey(String domain, String selector, Secret key) {
        return connection.call(
                "dkim.import",
                Map.of(DOMAIN, domain, SELECTOR, selector, Arguments.KEY, key.reveal()),
                new TypeReference<>() {});
    }

    @Override
    public DkimKeyInfo activate(String domain, String selector, boolean force) {
        return connection.call(
                "dkim.activate",
                Map.of(DOMAIN, domain, SELECTOR, selector, FORCE, force),
                new TypeReference<>() {});
    }

    @Override
    public DkimKeyInfo retire(String domain, String selector) {
        return connection.call(
                "dkim.retire",
                Map.of(DOMAIN, domain, SELECTOR, selector),
                new TypeReference<>() {});
    }

    @Override
    public void remove(String domain, String selector, boolean force) {
        connection.change("dkim.remove", Map.of(DOMAIN, domain, SELECTOR, selector, FORCE, force));
    }

    @Override
    public List<DkimKeyInfo> rotate(String domain, OptionalInt rsaBits) {
        var arguments = new HashMap<String, Object>();
        arguments.put(DOMAIN, domain);
        rsaBits.ifPresent(bits -> arguments.put(BITS, bits));
        return connection.call("dkim.rotate", arguments, new TypeReference<>() {});
    }

    @Override
    public List<DkimKeyInfo> finish(String domain, boolean force) {
        return connection.call(
                "dkim.finish", Map.of(DOMAIN, domain, FORCE, force), new TypeReference<>() {});
    }
}
