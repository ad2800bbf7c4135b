package io.staffetta.milter;

import io.staffetta.milter.wire.Endpoint;
import io.staffetta.milter.wire.Link;
import io.staffetta.milter.wire.Patience;
import io.staffetta.milter.wire.Stage;
import io.staffetta.spi.hook.Session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How all sessions talk to the filter.
///
/// @param version of this server
/// @param folder for large bodies
record Ways(
        MilterSettings settings,
        List<Endpoint> endpoints,
        Map<Stage, List<String>> macroLists,
        String version,
        Path folder) {

    static Ways of(MilterSettings settings, String version, Path folder) {
        return new Ways(
                settings, settings.parsedEndpoints(), settings.macros().byStage(), version, folder);
    }

    String name() {
        return settings.name();
    }

    Link open(String hostname, Patience patience) throws IOException {
        return Link.open(
                endpoints,
                settings.protocol(),
                settings.maxPacket(),
                hostname,
                patience.each(settings.connectTimeout()),
                patience);
    }

    Macros macros(Session session) {
        return Macros.of(session, version);
    }

    /// For a command that is not about content.
    Patience command() {
        return Patience.of(settings.totalTimeout(), settings.commandTimeout());
    }

    /// For content.
    Patience content() {
        return Patience.of(settings.totalTimeout(), settings.contentTimeout());
    }

    /// For the last words, to which no answer comes.
    Patience farewell() {
        return Patience.of(settings.commandTimeout(), settings.commandTimeout());
    }
}
