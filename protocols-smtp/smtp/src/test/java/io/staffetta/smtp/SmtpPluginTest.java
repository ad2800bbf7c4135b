package io.staffetta.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;

import io.staffetta.spi.Component;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.protocol.Protocol.AuthUse;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

class SmtpPluginTest {

    @Test
    void isFoundAndOffersThreeProtocols() {
        var plugin = ServiceLoader.load(MailPlugin.class).findFirst().orElseThrow();
        var offers = new ArrayList<List<Object>>();
        plugin.register(
                new MailPlugin.Registrar() {
                    @Override
                    public <T extends Component> void offer(
                            Class<T> kind,
                            String name,
                            Class<? extends T> type,
                            Class<? extends Record> settings) {
                        offers.add(List.of(kind, name, type, settings));
                    }

                    @Override
                    public MailPlugin.HookOffer hook(
                            String name,
                            Class<? extends Hook> type,
                            Class<? extends Record> settings) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void install(Module module) {
                        throw new UnsupportedOperationException();
                    }
                });
        assertThat(offers)
                .containsExactly(
                        List.of(Protocol.class, "smtp", MxProtocol.class, SmtpSettings.class),
                        List.of(
                                Protocol.class,
                                "submission",
                                SubmissionProtocol.class,
                                SmtpSettings.class),
                        List.of(Protocol.class, "lmtp", LmtpProtocol.class, SmtpSettings.class));
    }

    @Test
    void onlySubmissionDemandsAuthentication() {
        var meters = new FakeMeters();
        assertThat(new MxProtocol(Talk.DEFAULTS, meters).defaultAuth()).isEqualTo(AuthUse.NONE);
        assertThat(new LmtpProtocol(Talk.DEFAULTS, meters).defaultAuth()).isEqualTo(AuthUse.NONE);
        assertThat(new SubmissionProtocol(Talk.DEFAULTS, meters).defaultAuth())
                .isEqualTo(AuthUse.REQUIRED);
    }

    @Test
    void tellsABusyClientInItsOwnLanguage() {
        var protocol = new MxProtocol(Talk.DEFAULTS, new FakeMeters());
        assertThat(protocol.busy(Reply.of(421, "4.3.2", "Too many connections")))
                .asString()
                .isEqualTo("421 4.3.2 Too many connections\r\n");
    }
}
