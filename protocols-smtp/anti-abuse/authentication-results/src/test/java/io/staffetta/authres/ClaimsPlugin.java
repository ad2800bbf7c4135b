package io.staffetta.authres;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;

import jakarta.inject.Inject;

import java.util.List;
import java.util.Map;

/// Finds what the configuration says, and adds fields as a filter would.
public final class ClaimsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("claims", Claims.class, Settings.class);
        registrar.mechanism("ann", AnnMechanism.class, NoSettings.class);
    }

    /// @param checks `check result property value`
    /// @param fields values of `Authentication-Results` to be added
    public record Settings(List<String> checks, List<String> fields) {
        public Settings {
            checks = List.copyOf(checks);
            fields = List.copyOf(fields);
        }
    }

    public static final class Claims implements Hook.OnMail, Hook.OnMessage {

        private final Settings settings;

        @Inject
        public Claims(Settings settings) {
            this.settings = settings;
        }

        @Override
        public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
            for (var check : settings.checks()) {
                var parts = check.split(" ");
                session.report(new Finding(parts[0], parts[1], "", Map.of(parts[2], parts[3])));
            }
            return Decision.NEXT;
        }

        @Override
        public MessageDecision onMessage(Message message) {
            settings.fields()
                    .forEach(
                            value -> message.addHeader(Header.of("Authentication-Results", value)));
            return Decision.NEXT;
        }
    }
}
