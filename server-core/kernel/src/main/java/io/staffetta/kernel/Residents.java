package io.staffetta.kernel;

import io.staffetta.kernel.ServerPlan.ResidentPlan;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.plugin.Components;
import io.staffetta.kernel.plugin.HostServices;
import io.staffetta.kernel.plugin.Lifecycle;
import io.staffetta.kernel.plugin.LoadedPlugin;
import io.staffetta.kernel.plugin.Planned;
import io.staffetta.kernel.plugin.PluginSet;
import io.staffetta.kernel.plugin.Running;
import io.staffetta.kernel.plugin.StartFailure;
import io.staffetta.spi.state.StateStore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Spool, account stores, queue, TLS provider, observers and services: created once, kept over
/// reloads.
final class Residents implements AutoCloseable {

    private final ResidentPlan plan;
    private final PluginSet plugins;
    private final Components components;
    private final StateStore memory;
    private final Lifecycle stores;
    private final Lifecycle delivery;

    private Residents(
            ResidentPlan plan, PluginSet plugins, Components components, Foundation foundation) {
        this.plan = plan;
        this.plugins = plugins;
        this.components = components;
        this.memory = new MemoryState(foundation.options().clock());
        this.stores = new Lifecycle(foundation.options().deadlines());
        this.delivery = new Lifecycle(foundation.options().deadlines());
    }

    /// Constructs them and makes them known to the foundation; nothing is started.
    ///
    /// @return of use only if no problem was added
    static Residents create(
            ServerPlan plan, Foundation foundation, HostServices host, Problems problems) {
        var residents = plan.residents();
        var components =
                Components.create(
                        plan.blueprint(),
                        planned -> planned.offer().kind().isResident(),
                        host,
                        problems);
        var held = plan.plugins().hold(all(residents).map(Planned::plugin).toList());
        var created = new Residents(residents, held, components, foundation);
        if (problems.isEmpty()) {
            created.announce(foundation);
        }
        return created;
    }

    /// The plugins they came from.
    List<LoadedPlugin> plugins() {
        return plugins.plugins();
    }

    /// Starts the spool, the small facts and the TLS provider, which know nothing of each other,
    /// then the account stores one after the other.
    ///
    /// @param serving whether clients will be served; nobody else needs small facts
    void startStores(boolean serving) throws StartFailure {
        var first = new ArrayList<Running>();
        if (serving) {
            plan.tlsProvider().ifPresent(provider -> first.add(Running.of(provider, components)));
        }
        plan.spool().ifPresent(spool -> first.add(Running.of(spool, components)));
        if (serving) {
            plan.state().ifPresent(state -> first.add(Running.of(state, components)));
        }
        stores.startTogether(first);
        for (var store : plan.accounts()) {
            stores.start(Running.of(store, components));
        }
    }

    /// Starts what works beside the mail, and the observers.
    void startServices() throws StartFailure {
        for (var observer : plan.observers()) {
            stores.start(Running.of(observer, components));
        }
        for (var service : plan.services()) {
            stores.start(Running.of(service, components));
        }
    }

    /// Starts delivery.
    void startQueue() throws StartFailure {
        if (plan.queue().isPresent()) {
            delivery.start(Running.of(plan.queue().get(), components));
        }
    }

    /// Ends delivery.
    void closeQueue() {
        delivery.close();
    }

    @Override
    public void close() {
        delivery.close();
        stores.close();
        plugins.close();
    }

    /// What another configuration asks for that only a restart can give, one line each.
    List<String> needingRestart(ResidentPlan next) {
        var needing = new ArrayList<String>();
        compare("spool", plan.spool().stream().toList(), next.spool().stream().toList(), needing);
        compare("state", plan.state().stream().toList(), next.state().stream().toList(), needing);
        compare("account stores", plan.accounts(), next.accounts(), needing);
        compare("observers of TLS", plan.observers(), next.observers(), needing);
        compare(
                "provider of TLS",
                plan.tlsProvider().stream().toList(),
                next.tlsProvider().stream().toList(),
                needing);
        compare("services", plan.services(), next.services(), needing);
        compare("queue", plan.queue().stream().toList(), next.queue().stream().toList(), needing);
        return List.copyOf(needing);
    }

    private static void compare(
            String what,
            List<? extends Planned<?>> now,
            List<? extends Planned<?>> next,
            List<String> needing) {
        if (!now.stream()
                .map(Planned::use)
                .toList()
                .equals(next.stream().map(Planned::use).toList())) {
            needing.add("%s: %s instead of %s".formatted(what, names(next), names(now)));
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).isSame(next.get(i))) {
                var before = now.get(i).plugin();
                var after = next.get(i).plugin();
                needing.add(
                        before == after
                                ? "%s '%s': its settings".formatted(what, now.get(i).use())
                                : "%s '%s': plugin %s instead of %s"
                                        .formatted(what, now.get(i).use(), after, before));
            }
        }
    }

    private static String names(List<? extends Planned<?>> plans) {
        return plans.isEmpty()
                ? "none"
                : String.join(", ", plans.stream().map(Planned::use).toList());
    }

    private void announce(Foundation foundation) {
        plan.spool().ifPresent(spool -> foundation.spool().set(components.get(spool)));
        foundation.state().set(state());
        foundation
                .stores()
                .set(plan.accounts().stream().map(store -> components.get(store)).toList());
        plan.queue().ifPresent(queue -> foundation.queue().set(components.get(queue)));
        foundation
                .observers()
                .set(plan.observers().stream().map(observer -> components.get(observer)).toList());
        foundation.tlsProvider().set(plan.tlsProvider().map(one -> components.get(one)));
    }

    private StateStore state() {
        return plan.state().<StateStore>map(components::get).orElseGet(() -> memory);
    }

    private static Stream<Planned<?>> all(ResidentPlan plan) {
        return Stream.of(
                        plan.spool().stream(),
                        plan.state().stream(),
                        plan.accounts().stream(),
                        plan.queue().stream(),
                        plan.observers().stream(),
                        plan.tlsProvider().stream(),
                        plan.services().stream())
                .flatMap(plans -> plans);
    }
}
