package io.staffetta.kernel.plugin;

import com.google.inject.PrivateModule;
import com.google.inject.Singleton;

/// The bindings of one component: its class and its settings stay private, so the same hook can be
/// there twice with different settings.
final class ComponentModule extends PrivateModule {

    private final Planned<?> plan;

    ComponentModule(Planned<?> plan) {
        this.plan = plan;
    }

    @Override
    protected void configure() {
        settings(plan.settings().getClass(), plan.settings());
        bind(plan.offer().type()).in(Singleton.class);
        bind(plan.key()).to(plan.offer().type());
        expose(plan.key());
    }

    private <R> void settings(Class<R> type, Record settings) {
        bind(type).toInstance(type.cast(settings));
    }
}
