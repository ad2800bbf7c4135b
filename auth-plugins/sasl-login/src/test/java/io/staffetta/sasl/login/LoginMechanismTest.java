package io.staffetta.sasl.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.SaslMechanismContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class LoginMechanismTest implements SaslMechanismContract {

    private final FixedAccounts accounts = FixedAccounts.available();

    @Override
    public SaslMechanism mechanism() {
        return new LoginMechanism(new LoginSettings(0));
    }

    @Override
    public List<byte[]> responses(String login, String password) {
        return List.of(octets(""), octets(login), octets(password));
    }

    @Test
    void isNotForAClearConnection() {
        assertThat(mechanism().exposesPassword()).isTrue();
    }

    @Test
    void promptsAsClientsExpect() {
        var exchange = exchange();
        assertThat(exchange.opening()).isEqualTo(Opening.EITHER);
        assertThat(challenge(exchange, "")).isEqualTo("Username:");
        assertThat(challenge(exchange, "alice@example.org")).isEqualTo("Password:");
        assertThat(exchange.next(octets("tanstaaf|"))).isInstanceOf(SaslStep.Success.class);
    }

    @Test
    void anInitialResponseIsTheLogin() {
        var exchange = exchange();
        assertThat(challenge(exchange, "alice@example.org")).isEqualTo("Password:");
        assertThat(exchange.next(octets("tanstaaf|"))).isInstanceOf(SaslStep.Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice\r\n@example.org", "\0alice@example.org\0tanstaaf|"})
    void refusesWhatIsNoLogin(String login) {
        var exchange = exchange();
        challenge(exchange, "");
        assertMalformed(exchange.next(octets(login)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tan\0staaf|"})
    void refusesWhatIsNoPassword(String password) {
        var exchange = exchange();
        challenge(exchange, "alice@example.org");
        assertMalformed(exchange.next(octets(password)));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        var exchange = exchange();
        challenge(exchange, "alice@example.org");
        assertMalformed(exchange.next(new byte[] {'t', (byte) 0xff}));
    }

    @Test
    void theLimitLeavesRoomForLongPasswords() {
        var exchange = exchange();
        challenge(exchange, "alice@example.org");
        assertThat(exchange.next(octets("x".repeat(512))))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS));
        assertMalformed(exchange().next(octets("x".repeat(513))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginSettings(254))
                .withMessage("max-response must be at least 255");
    }

    private void assertMalformed(SaslStep step) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.MALFORMED));
        assertThat(accounts.checks()).isLessThanOrEqualTo(1);
    }

    private SaslExchange exchange() {
        return mechanism().start(SaslMechanismContract.context(accounts));
    }

    private static String challenge(SaslExchange exchange, String response) {
        return exchange.next(octets(response)) instanceof SaslStep.Challenge(var octets)
                ? new String(octets, StandardCharsets.UTF_8)
                : "no challenge";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
