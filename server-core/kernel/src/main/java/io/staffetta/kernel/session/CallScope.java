package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.spool.Draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The life of one call of a plugin. Views passed to the call accept changes only while it lasts;
/// changes go to the call's own copy, which the session takes over when the call has succeeded.
final class CallScope {

    private final Set<Attribute<?>> writes;
    private final boolean acts;
    private final List<Draft> drafts = new ArrayList<>();
    private boolean open = true;
    private Optional<String> violation = Optional.empty();

    CallScope(Set<Attribute<?>> writes) {
        this(writes, true);
    }

    /// @param acts whether what the call decides is acted upon
    CallScope(Set<Attribute<?>> writes, boolean acts) {
        this.writes = writes;
        this.acts = acts;
    }

    /// Whether what the call decides is acted upon.
    boolean acts() {
        return acts;
    }

    /// Makes a change, unless the call is over. An end of the call waits for a change under way, so
    /// none can come after it.
    synchronized <T> T change(Supplier<T> change) {
        requireOpen();
        return change.get();
    }

    /// Refuses what may be done in the call only.
    synchronized void requireOpenNow() {
        requireOpen();
    }

    /// Refuses a write that was not declared. Such a call fails even if the hook swallows the
    /// exception: a chain whose order was checked by false declarations is worth nothing.
    synchronized void requireDeclared(Attribute<?> attribute) {
        requireOpen();
        if (!writes.contains(attribute)) {
            var problem = "attribute " + attribute.name() + " is not declared to be written";
            violation = Optional.of(problem);
            throw new IllegalStateException(problem);
        }
    }

    /// Hands a draft over that is to be closed with the message, or now if the call is over.
    synchronized void own(Draft draft) {
        if (!open) {
            draft.close();
        }
        requireOpen();
        drafts.add(draft);
    }

    /// Ends the call.
    ///
    /// @return what it must not have done, if it did
    synchronized Optional<String> end() {
        open = false;
        return violation;
    }

    /// What the call handed over; after [#end()].
    synchronized List<Draft> owned() {
        return List.copyOf(drafts);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the call this belongs to is over");
        }
    }
}
