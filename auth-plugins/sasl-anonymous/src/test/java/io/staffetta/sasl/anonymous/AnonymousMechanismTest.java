package io.staffetta.sasl.anonymous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.MechanismContract;
import io.staffetta.testkit.SaslAttempt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class AnonymousMechanismTest implements MechanismContract {

    @Override
    public SaslMechanism mechanism() {
        return as(FixedAccounts.LOGIN);
    }

    @Override
    public SaslAttempt owner() {
        return SaslAttempt.sending(List.of(octets("sirhc")));
    }

    @Override
    public boolean isOpenToAnybody() {
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sirhc", "guest@example.com", "J\u00fcrgen \ud83d\ude00"})
    void takesAnyTrace(String trace) {
        assertThat(sent(octets(trace))).isInstanceOf(SaslStep.Success.class);
    }

    @Test
    void takes255CharactersAndNoMore() {
        assertThat(sent(octets("\ud83d\ude00".repeat(255)))).isInstanceOf(SaslStep.Success.class);
        assertFailure(sent(octets("x".repeat(256))), SaslStep.Kind.MALFORMED);
        assertFailure(sent(new byte[] {(byte) 0xff}), SaslStep.Kind.MALFORMED);
    }

    @Test
    void theAccountMustExist() {
        var exchange = as("nobody@example.org").start(session(FixedAccounts.available()));
        assertFailure(exchange.next(new byte[0]), SaslStep.Kind.CREDENTIALS);
    }

    @Test
    void theTraceCannotBreakTheLog() {
        assertThat(Trace.parse(octets("a\r\nb\0\u001b[2J\u202ec\u2028d\ue000"), 1020))
                .isEqualTo(new Trace.Information("a??b??[2J?c?d?"));
    }

    @Test
    void theOperatorMustNameTheAccount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnonymousSettings(" ", 0))
                .withMessage("account is missing: whose rights strangers get");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnonymousSettings("guest", 254))
                .withMessage("max-response must be at least 255");
        assertThat(mechanism().exposesPassword()).isFalse();
    }

    private SaslStep sent(byte[] trace) {
        return mechanism().start(session(FixedAccounts.available())).next(trace);
    }

    private static SaslMechanism as(String account) {
        return new AnonymousMechanism(new AnonymousSettings(account, 0));
    }

    private static void assertFailure(SaslStep step, SaslStep.Kind kind) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
