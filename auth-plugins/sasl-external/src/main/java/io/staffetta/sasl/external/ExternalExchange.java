package io.staffetta.sasl.external;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One response: the name to act for, or nothing.
final class ExternalExchange implements SaslExchange {

    private final Owners owners;
    private final int maxResponse;
    private final Accounts accounts;
    private final Optional<ClientCertificate> certificate;

    ExternalExchange(
            Owners owners,
            int maxResponse,
            Accounts accounts,
            Optional<ClientCertificate> certificate) {
        this.owners = owners;
        this.maxResponse = maxResponse;
        this.accounts = accounts;
        this.certificate = certificate;
    }

    @Override
    public Opening opening() {
        return Opening.CLIENT;
    }

    @Override
    public SaslStep next(byte[] response) {
        if (response.length > maxResponse) {
            return malformed("response longer than " + maxResponse + " octets");
        }
        try {
            var wanted =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response))
                            .toString();
            return wanted.chars().anyMatch(Character::isISOControl)
                    ? malformed("control character in authorization identity")
                    : identify(wanted);
        } catch (CharacterCodingException e) {
            return malformed("response is not UTF-8");
        }
    }

    private SaslStep identify(String wanted) {
        if (certificate.isEmpty()) {
            return new Failure(Kind.CREDENTIALS, "", "no verified client certificate");
        }
        try {
            return switch (owners.of(certificate.get(), accounts)) {
                case Owners.Owner.Unknown(var name, var reason) ->
                        new Failure(Kind.CREDENTIALS, name, reason);
                case Owners.Owner.Known(var account) -> authorize(account, wanted);
            };
        } catch (UncheckedIOException e) {
            return new Failure(Kind.TEMPORARY, "", String.valueOf(e.getMessage()));
        }
    }

    private static SaslStep authorize(Account account, String wanted) {
        return wanted.isEmpty() || account.isNamed(wanted)
                ? new Success(account)
                : new Failure(
                        Kind.AUTHORIZATION, account.name(), "may not act for another account");
    }

    private static Failure malformed(String reason) {
        return new Failure(Kind.MALFORMED, "", reason);
    }
}
