package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.protocol.Connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What one call sees of a session: the facts of the moment it began, and its own attributes.
final class SessionView extends LiveSession {

    private final CallScope scope;
    private final Optional<Connection> connection;
    private final boolean unspoken;
    private volatile Attributes attributes;

    SessionView(CallScope scope, SessionState state) {
        this(
                scope,
                state.facts,
                Optional.of(state.connection),
                state.stage == SessionState.Stage.OPENED);
    }

    /// For a relay policy, which has nothing to do with the connection.
    SessionView(CallScope scope, SessionFacts facts) {
        this(scope, facts, Optional.empty(), false);
    }

    /// @param unspoken whether nothing was said to the client yet
    private SessionView(
            CallScope scope,
            SessionFacts facts,
            Optional<Connection> connection,
            boolean unspoken) {
        super(() -> facts);
        this.scope = scope;
        this.connection = connection;
        this.unspoken = unspoken;
        this.attributes = facts.attributes();
    }

    /// With what the call left.
    Attributes attributes() {
        return attributes;
    }

    @Override
    public List<Finding> findings() {
        return attributes.findings();
    }

    @Override
    public void report(Finding finding) {
        scope.change(() -> attributes = attributes.with(finding));
    }

    /// Outside a call's scope the connection may be in use.
    @Override
    public boolean talksWithin(Duration patience) throws InterruptedException {
        scope.requireOpenNow();
        return unspoken && connection.isPresent() && connection.get().talksWithin(patience);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        scope.requireOpenNow();
        if (connection.isPresent() && scope.acts()) {
            connection.get().pause(time);
        }
    }

    @Override
    public <T> Optional<T> get(Attribute.OfSession<T> attribute) {
        return attributes.get(attribute);
    }

    @Override
    public <T> void put(Attribute.OfSession<T> attribute, T value) {
        scope.requireDeclared(attribute);
        scope.change(() -> attributes = attributes.with(attribute, value));
    }
}
