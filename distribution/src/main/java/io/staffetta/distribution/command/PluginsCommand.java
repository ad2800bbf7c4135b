package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.PluginInfo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "plugins",
        description = "List plugins: id, version, what each offers, and where it is used.")
final class PluginsCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Override
    public Integer call() throws StartupException {
        try (var operator = Operator.open(place)) {
            var plugins = operator.administration().plugins();
            output.print(plugins, () -> text(plugins));
            return ExitCode.DONE;
        }
    }

    private static String text(List<PluginInfo> plugins) {
        var table = new Table("PLUGIN", "VERSION", "OFFERS", "USED BY");
        for (var plugin : plugins) {
            var id = plugin.id();
            var version = plugin.version();
            for (var offer : plugin.offers()) {
                var uses = offer.usedBy().isEmpty() ? "-" : String.join("; ", offer.usedBy());
                table.row(id, version, offer.kind() + " " + offer.name(), uses);
                id = "";
                version = "";
            }
        }
        return table.toString();
    }
}
