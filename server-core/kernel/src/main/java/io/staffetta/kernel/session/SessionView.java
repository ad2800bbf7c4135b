package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Finding;

import java.util.List;
import java.util.Optional;

/// What one call sees of a session: the facts of the moment it began, and its own attributes.
final class SessionView extends LiveSession {

    private final CallScope scope;
    private volatile Attributes attributes;

    SessionView(CallScope scope, SessionFacts facts) {
        super(() -> facts);
        this.scope = scope;
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
