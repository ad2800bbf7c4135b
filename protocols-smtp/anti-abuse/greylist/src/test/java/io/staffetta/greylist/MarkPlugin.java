package io.staffetta.greylist;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;

import jakarta.inject.Inject;

import java.util.Map;

/// Finds whatever it is told to find, as the hooks before would.
final class MarkPlugin implements MailPlugin {

    record Settings(String check, String result, String property) {}

    static final class Mark implements Hook.OnMail {

        private final Settings settings;

        @Inject
        Mark(Settings settings) {
            this.settings = settings;
        }

        @Override
        public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
            session.report(
                    new Finding(
                            settings.check(),
                            settings.result(),
                            "",
                            Map.of(settings.property(), "x")));
            return Decision.NEXT;
        }
    }

    @Override
    public void register(Registrar registrar) {
        registrar.hook("mark", Mark.class, Settings.class);
    }
}
