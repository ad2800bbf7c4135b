package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.ServerStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(name = "status", description = "How the running server is.")
final class StatusCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Override
    public Integer call() throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            var status = operator.administration().status();
            output.print(status, () -> text(status));
            return ExitCode.DONE;
        }
    }

    private static String text(ServerStatus status) {
        var facts =
                new Table("Staffetta", status.version())
                        .row("hostname", status.hostname())
                        .row("started", status.started())
                        .row("data", status.data())
                        .row("connections", status.connections())
                        .row("queued", status.queued())
                        .row("spool on disk", status.spool().diskBytes())
                        .row("free on disk", status.spool().freeBytes());
        status.listeners()
                .forEach(listener -> facts.row("listener " + listener.name(), listener.address()));
        status.certificates()
                .forEach(certificate ->
                        facts.row(
                                "certificate",
                                "%s (%s) until %s"
                                        .formatted(
                                                certificate.names().isEmpty()
                                                        ? certificate.subject()
                                                        : String.join(" ", certificate.names()),
                                                certificate.key(),
                                                certificate.expires())));
        status.readiness().warnings().forEach(warning -> facts.row("warning", warning));
        return facts.row("ready", status.readiness().ready() ? "yes" : status.readiness().reasons())
                .toString();
    }
}
