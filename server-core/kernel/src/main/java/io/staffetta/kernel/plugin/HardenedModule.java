package io.staffetta.kernel.plugin;

import com.google.inject.AbstractModule;

/// Turns off what makes Guice guess.
final class HardenedModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().disableCircularProxies();
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
    }
}
