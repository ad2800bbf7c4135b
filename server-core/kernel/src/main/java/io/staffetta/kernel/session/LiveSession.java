package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.tls.TlsFacts;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A view of whatever is known of a session now. It changes nothing: only hooks leave attributes.
class LiveSession implements Session {

    private final Supplier<SessionFacts> facts;

    LiveSession(Supplier<SessionFacts> facts) {
        this.facts = facts;
    }

    @Override
    public final String id() {
        return facts.get().id();
    }

    @Override
    public final String listener() {
        return facts.get().listener();
    }

    @Override
    public final String hostname() {
        return facts.get().hostname();
    }

    @Override
    public final SocketAddress remote() {
        return facts.get().remote();
    }

    @Override
    public final SocketAddress local() {
        return facts.get().local();
    }

    @Override
    public final Optional<InetAddress> clientIp() {
        return facts.get().clientIp();
    }

    @Override
    public final Optional<TlsFacts> tls() {
        return facts.get().tls();
    }

    @Override
    public final Optional<Greeting> greeting() {
        return facts.get().greeting();
    }

    @Override
    public final Optional<Identity> identity() {
        return facts.get().identity();
    }

    @Override
    public final Optional<String> transaction() {
        return facts.get().transaction();
    }

    @Override
    public final Tally tally() {
        return facts.get().tally();
    }

    @Override
    public List<Finding> findings() {
        return facts.get().attributes().findings();
    }

    @Override
    public void report(Finding finding) {
        throw new IllegalStateException("findings are reported by hooks, in their calls");
    }

    @Override
    public final boolean isRehearsal() {
        return facts.get().rehearsal();
    }

    @Override
    public <T> Optional<T> get(Attribute.OfSession<T> attribute) {
        return facts.get().attributes().get(attribute);
    }

    @Override
    public <T> void put(Attribute.OfSession<T> attribute, T value) {
        throw new IllegalStateException("attributes are left by hooks, in their calls");
    }
}
