package io.staffetta.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.testkit.FixedTransaction;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

class SpfHookTest {

    private final CaseZone zone = new CaseZone();

    @Test
    void whoLoggedInIsNotChecked() {
        assertThat(mail(FixedTransaction.from("192.0.2.9").as("joe"), settings(false)))
                .isEqualTo(Decision.NEXT);
        assertThat(zone.asked()).isEmpty();
    }

    @Test
    void unlessThatIsWanted() {
        var joe = FixedTransaction.from("192.0.2.9").as("joe");
        // That transaction takes no findings, so this is how one is seen.
        assertThatThrownBy(() -> mail(joe, settings(true)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(zone.asked()).contains("a.example TXT");
    }

    @Test
    void nobodyIsKnownBehindSockets() {
        assertThat(mail(FixedTransaction.fromUnixSocket(), settings(true)))
                .isEqualTo(Decision.NEXT);
        assertThat(zone.asked()).isEmpty();
    }

    private Decision mail(FixedTransaction session, SpfSettings settings) {
        return new SpfHook(settings, zone, InstantSource.system())
                .onMail(ReversePath.parse("joe@a.example"), MailParameters.NONE, session);
    }

    private static SpfSettings settings(boolean checkAuthenticated) {
        return new SpfSettings(
                SpfAction.REFUSE,
                SpfAction.NEXT,
                SpfAction.NEXT,
                SpfAction.NEXT,
                SpfAction.REFUSE,
                checkAuthenticated,
                List.of(),
                Duration.ofSeconds(20),
                0,
                0,
                0,
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                false);
    }
}
