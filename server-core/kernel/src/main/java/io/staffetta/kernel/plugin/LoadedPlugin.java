package io.staffetta.kernel.plugin;

import com.google.inject.Module;

import java.util.List;

/// A plugin whose classes are loaded. Generations share it while its files are unchanged; its class
/// loader is closed when the last one that uses it is gone.
public final class LoadedPlugin {

    private final String id;
    private final String version;
    private final String place;
    private final List<Offer> offers;
    private final List<Module> modules;
    private final ClassLoader loader;
    private final Object identity;
    private final Leases leases;

    LoadedPlugin(
            String id,
            String version,
            String place,
            List<Offer> offers,
            List<Module> modules,
            ClassLoader loader,
            Object identity,
            Runnable onUnused) {
        this.id = id;
        this.version = version;
        this.place = place;
        this.offers = List.copyOf(offers);
        this.modules = List.copyOf(modules);
        this.loader = loader;
        this.identity = identity;
        this.leases = new Leases(onUnused);
    }

    /// Its id.
    public String id() {
        return id;
    }

    /// Its version.
    public String version() {
        return version;
    }

    /// Where it is.
    public String place() {
        return place;
    }

    /// What it offers, in the order registered.
    public List<Offer> offers() {
        return offers;
    }

    List<Module> modules() {
        return modules;
    }

    /// Its class loader: the context class loader of calls into it.
    public ClassLoader loader() {
        return loader;
    }

    /// While this is equal it is the same plugin: its files as they were, or the instance itself.
    Object identity() {
        return identity;
    }

    Leases leases() {
        return leases;
    }

    @Override
    public String toString() {
        return id + " " + version;
    }
}
