package io.staffetta.sasl.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.SaslMechanismContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class PlainMechanismTest implements SaslMechanismContract {

    private final FixedAccounts accounts = FixedAccounts.available();

    @Override
    public SaslMechanism mechanism() {
        return new PlainMechanism(new PlainSettings(0));
    }

    @Override
    public List<byte[]> responses(String login, String password) {
        return List.of(octets("\0" + login + "\0" + password));
    }

    @Test
    void isNotForAClearConnection() {
        assertThat(mechanism().exposesPassword()).isTrue();
        assertThat(mechanism().start(SaslMechanismContract.context(accounts)).opening())
                .isEqualTo(Opening.CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.org",
                "ALICE@example.org",
                "a.liddell@example.org",
                "A.Liddell@Example.org"
            })
    void mayActAsItselfByAnyOfItsNames(String authorization) {
        assertThat(sent(authorization + "\0alice@example.org\0tanstaaf|"))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> {
                            assertThat(success.account()).isEqualTo(FixedAccounts.ALICE);
                            assertThat(success.octets()).isEmpty();
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@example.org", "alice", "root", " alice@example.org"})
    void mayNotActForAnother(String authorization) {
        assertThat(sent(authorization + "\0alice@example.org\0tanstaaf|"))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(SaslStep.Kind.AUTHORIZATION);
                            assertThat(failure.login()).isEqualTo("alice@example.org");
                        });
    }

    @Test
    void anotherNameIsNoHintWithoutThePassword() {
        assertThat(sent("bob@example.org\0alice@example.org\0wrong"))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\0",
                "alice@example.org",
                "alice@example.org\0tanstaaf|",
                "\0alice@example.org\0",
                "\0\0tanstaaf|",
                "\0alice@example.org\0tanstaaf|\0",
                "\0alice@example.org\0tan\0staaf|",
                "\0alice@example.org\n\0tanstaaf|",
                "a\r\nb\0alice@example.org\0tanstaaf|",
            })
    void refusesWhatIsNoResponse(String response) {
        assertMalformed(octets(response));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertMalformed(
                "\0alice@example.org\0tanstaaf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertMalformed(new byte[] {0, 'a', 0, (byte) 0xc0, (byte) 0x80});
    }

    @Test
    void takesThreeStringsOf255Octets() {
        var longest = "a".repeat(255);
        assertThat(sent(longest + "\0" + longest + "\0" + longest))
                .isEqualTo(
                        new SaslStep.Failure(
                                SaslStep.Kind.CREDENTIALS, longest, "unknown account"));
        assertMalformed(octets("\0a\0" + "b".repeat(1022)));
        assertThat(accounts.checks()).isEqualTo(1);
    }

    @Test
    void theLimitCannotBreakTheStandard() {
        assertThat(new PlainSettings(0).maxResponse()).isEqualTo(1024);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlainSettings(766))
                .withMessage("max-response must be at least 767 (RFC 4616 2)");
    }

    private void assertMalformed(byte[] response) {
        var before = accounts.checks();
        assertThat(SaslMechanismContract.run(mechanism(), accounts, List.of(response)))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(SaslStep.Kind.MALFORMED);
                            assertThat(failure.toString()).doesNotContain("tanstaaf");
                        });
        assertThat(accounts.checks()).isEqualTo(before);
    }

    private SaslStep sent(String response) {
        return SaslMechanismContract.run(mechanism(), accounts, List.of(octets(response)));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
