package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.kernel.config.TlsStrength;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class MechanismsTest {

    private final Mechanisms mechanisms =
            new Mechanisms(
                    List.of(
                            form("scram", "SCRAM-SHA-256-PLUS"),
                            form("scram", "SCRAM-SHA-256"),
                            form("oauth", "OAUTHBEARER"),
                            form("plain", "PLAIN"),
                            form("other-plain", "PLAIN")));

    @Test
    void allOfThemWithoutAChoice() {
        assertThat(served())
                .containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "OAUTHBEARER", "PLAIN");
    }

    @Test
    void everyFormOfWhatAListenerNamesInTheOrderConfigured() {
        assertThat(served("plain", "scram"))
                .containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN");
        assertThat(served("oauth")).containsExactly("OAUTHBEARER");
    }

    @Test
    void theFirstOfANameIsServedOfThoseTheListenerNames() {
        assertThat(mechanisms.of(listener("plain", "other-plain")))
                .containsExactly(mechanisms.forms().get(3).mechanism());
        assertThat(mechanisms.of(listener("other-plain")))
                .containsExactly(mechanisms.forms().get(4).mechanism());
    }

    private List<String> served(String... uses) {
        return mechanisms.of(listener(uses)).stream().map(SaslMechanism::name).toList();
    }

    private static ListenerConfig listener(String... uses) {
        return new ListenerConfig(
                "smtps",
                "submission",
                Bind.parse("127.0.0.1:0"),
                new ComponentConfig("none", SettingsTree.empty("tls")),
                TlsStrength.DEFAULT,
                "",
                Optional.empty(),
                false,
                List.of(uses),
                List.of(),
                1,
                1,
                SettingsTree.empty("listener"));
    }

    private static Mechanisms.Form form(String use, String name) {
        return new Mechanisms.Form(
                use,
                new SaslMechanism() {
                    @Override
                    public String name() {
                        return name;
                    }

                    @Override
                    public boolean exposesPassword() {
                        return false;
                    }

                    @Override
                    public SaslExchange start(SaslContext context) {
                        throw new UnsupportedOperationException();
                    }
                });
    }
}
