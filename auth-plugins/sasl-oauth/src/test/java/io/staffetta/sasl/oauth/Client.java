package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.SaslMechanismContract;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// A mechanism and who logs in by it.
record Client(OauthMechanism mechanism, Accounts accounts) implements AutoCloseable {

    static Client of(String settings, InstantSource clock) {
        var mechanism = new OauthMechanism(TestSettings.of(settings), Path.of("."), clock);
        try {
            mechanism.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Client(mechanism, FixedAccounts.available());
    }

    static String minimal(TestIssuer issuer) {
        return "<issuer>" + issuer.name() + "</issuer><audience>mail</audience>";
    }

    Client with(Accounts others) {
        return new Client(mechanism, others);
    }

    SaslMechanism form(Form form) {
        return mechanism.forms().stream()
                .filter(each -> each.name().equals(form.name()))
                .findFirst()
                .orElseThrow();
    }

    /// The end of a login with a token by OAUTHBEARER, after the error challenge if there is one.
    SaslStep login(String token) {
        return login("", token);
    }

    SaslStep login(String user, String token) {
        var exchange = form(Form.OAUTHBEARER).start(SaslMechanismContract.context(accounts));
        var step = exchange.next(bearer(user, token));
        if (!(step instanceof SaslStep.Challenge)) {
            return step;
        }
        var failure = exchange.next(new byte[] {1});
        // RFC 7628 3.2.3: there is no way out of it.
        assertThat(exchange.next(bearer(user, token))).isEqualTo(failure);
        return failure;
    }

    /// The error challenge to a token.
    String challenge(Form form, byte[] response) {
        var step = form(form).start(SaslMechanismContract.context(accounts)).next(response);
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return new String(((SaslStep.Challenge) step).octets(), UTF_8);
    }

    void assertIn(String token) {
        assertThat(login(token))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> {
                            assertThat(success.account()).isEqualTo(FixedAccounts.ALICE);
                            assertThat(success.octets()).isEmpty();
                        });
    }

    void assertRefused(String token, String reason) {
        assertFailed(token, SaslStep.Kind.CREDENTIALS, reason);
    }

    void assertTemporary(String token, String reason) {
        assertFailed(token, SaslStep.Kind.TEMPORARY, reason);
    }

    private void assertFailed(String token, SaslStep.Kind kind, String reason) {
        assertThat(login(token))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.reason()).contains(reason);
                            assertThat(failure.kind()).isEqualTo(kind);
                            assertThat(List.of(token.split("\\.")))
                                    .filteredOn(part -> part.length() > 8)
                                    .noneMatch(failure.toString()::contains);
                        });
    }

    static byte[] bearer(String user, String token) {
        var header = user.isEmpty() ? "n,," : "n,a=" + user + ",";
        return (header + "\1auth=Bearer " + token + "\1\1").getBytes(UTF_8);
    }

    static byte[] xoauth(String user, String token) {
        return ("user=" + user + "\1auth=Bearer " + token + "\1\1").getBytes(UTF_8);
    }

    @Override
    public void close() {
        mechanism.close();
    }
}
