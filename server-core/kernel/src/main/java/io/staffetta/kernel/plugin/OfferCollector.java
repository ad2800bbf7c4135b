package io.staffetta.kernel.plugin;

import com.google.inject.Module;

import io.staffetta.spi.Component;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Hook;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Collects what one plugin registers; of no use once the plugin's `register` has returned.
final class OfferCollector implements MailPlugin.Registrar {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final List<Draft> drafts = new ArrayList<>();
    private final List<Module> modules = new ArrayList<>();
    private boolean done;

    @Override
    public <T extends Component> void offer(
            Class<T> kind, String name, Class<? extends T> type, Class<? extends Record> settings) {
        add(kind, name, type, settings);
    }

    @Override
    public MailPlugin.HookOffer hook(
            String name, Class<? extends Hook> type, Class<? extends Record> settings) {
        return add(Hook.class, name, type, settings);
    }

    @Override
    public void install(Module module) {
        requireOpen();
        modules.add(module);
    }

    /// Ends the collection.
    List<Offer> offers() {
        done = true;
        return drafts.stream().map(Draft::offer).toList();
    }

    List<Module> modules() {
        return List.copyOf(modules);
    }

    private Draft add(
            Class<? extends Component> type,
            String name,
            Class<? extends Component> component,
            Class<? extends Record> settings) {
        requireOpen();
        var kind =
                Kind.of(type)
                        .orElseThrow(() ->
                                refused("%s is no kind of component".formatted(type.getName())));
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    "the name '%s' of a %s must be kebab-case, such as grey-list"
                            .formatted(name, kind.word()));
        }
        if (drafts.stream().anyMatch(d -> d.kind == kind && d.name.equals(name))) {
            throw refused("%s '%s' is offered twice".formatted(kind.word(), name));
        }
        if (component.isInterface()
                || Modifier.isAbstract(component.getModifiers())
                || !kind.type().isAssignableFrom(component)) {
            throw refused(
                    "%s '%s': %s is not a class that implements %s"
                            .formatted(
                                    kind.word(), name, component.getName(), kind.type().getName()));
        }
        if (!settings.isRecord()) {
            throw refused(
                    "%s '%s': the settings %s must be a record"
                            .formatted(kind.word(), name, settings.getName()));
        }
        var draft = new Draft(kind, name, component, settings);
        drafts.add(draft);
        return draft;
    }

    private void requireOpen() {
        if (done) {
            throw new IllegalStateException("the registrar is of no use after register()");
        }
    }

    private static IllegalArgumentException refused(String message) {
        return new IllegalArgumentException(message);
    }

    private static final class Draft implements MailPlugin.HookOffer {
        private final Kind kind;
        private final String name;
        private final Class<? extends Component> type;
        private final Class<? extends Record> settings;
        private final Set<Attribute<?>> reads = new HashSet<>();
        private final Set<Attribute<?>> writes = new HashSet<>();
        private Optional<Duration> deadline = Optional.empty();

        Draft(
                Kind kind,
                String name,
                Class<? extends Component> type,
                Class<? extends Record> settings) {
            this.kind = kind;
            this.name = name;
            this.type = type;
            this.settings = settings;
        }

        @Override
        public MailPlugin.HookOffer reads(Attribute<?>... attributes) {
            Collections.addAll(reads, attributes);
            return this;
        }

        @Override
        public MailPlugin.HookOffer writes(Attribute<?>... attributes) {
            Collections.addAll(writes, attributes);
            return this;
        }

        @Override
        public MailPlugin.HookOffer deadline(Duration longest) {
            if (longest.isZero() || longest.isNegative()) {
                throw refused("hook '%s': its deadline leaves no time at all".formatted(name));
            }
            deadline = Optional.of(longest);
            return this;
        }

        Offer offer() {
            return new Offer(kind, name, type, settings, reads, writes, deadline);
        }
    }
}
