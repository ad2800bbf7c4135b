package io.staffetta.dmarc;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;

import java.util.Map;

/// Plays `spf` and `dkim`: reports what the message claims, such as `X-Claim: spf pass
/// smtp.mailfrom=example.org`. And lets everybody log in.
public final class ClaimsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("claims", Claims.class, NoSettings.class);
        registrar.mechanism("trust", TrustingMechanism.class, NoSettings.class);
    }

    /// The hook.
    static final class Claims implements Hook.OnMessage {

        @Override
        public MessageDecision onMessage(Message message) {
            for (var header : message.receivedHeaders()) {
                if (header.is("X-Claim")) {
                    var words = header.unfolded().split(" ");
                    var property = words[2].split("=");
                    message.transaction()
                            .report(
                                    new Finding(
                                            words[0],
                                            words[1],
                                            "",
                                            Map.of(property[0], property[1])));
                }
            }
            return Decision.NEXT;
        }
    }
}
