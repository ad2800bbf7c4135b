package io.staffetta.sasl.cram;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Challenge;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;
import io.staffetta.spi.auth.Stored;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A challenge, a response. An unknown account costs the same digest as a known one.
final class CramMd5Exchange implements SaslExchange {

    private static final String HMAC = "HmacMD5";

    private enum State {
        SILENT,
        CHALLENGED,
        OVER
    }

    private final Accounts accounts;
    private final int maxResponse;
    private final String challenge;
    private final Secret decoy;
    private State state = State.SILENT;

    /// @param decoy a secret nobody knows, for accounts that have none
    CramMd5Exchange(Accounts accounts, int maxResponse, String challenge, Secret decoy) {
        this.accounts = accounts;
        this.maxResponse = maxResponse;
        this.challenge = challenge;
        this.decoy = decoy;
    }

    @Override
    public Opening opening() {
        return Opening.SERVER;
    }

    @Override
    public SaslStep next(byte[] response) {
        return switch (state) {
            case SILENT -> {
                if (response.length > 0) {
                    state = State.OVER;
                    yield malformed("response before the challenge");
                }
                state = State.CHALLENGED;
                yield new Challenge(challenge.getBytes(StandardCharsets.UTF_8));
            }
            case CHALLENGED -> {
                state = State.OVER;
                yield switch (CramMd5Response.parse(response, maxResponse)) {
                    case CramMd5Response.Malformed(var reason) -> malformed(reason);
                    case CramMd5Response.Claim claim -> check(claim);
                };
            }
            case OVER -> malformed("response after the end");
        };
    }

    private SaslStep check(CramMd5Response.Claim claim) {
        return switch (accounts.sharedSecret(claim.login())) {
            case Stored.Found<Secret>(var account, var secret) ->
                    compare(claim, Optional.of(account), secret, "wrong password");
            case Stored.Missing<Secret> _ ->
                    compare(
                            claim,
                            Optional.empty(),
                            decoy,
                            "the account store keeps no secret for CRAM-MD5 of this account");
            case Stored.Unknown<Secret> _ ->
                    compare(claim, Optional.empty(), decoy, "unknown account");
            case Stored.Unavailable<Secret>(var reason) ->
                    new Failure(Kind.TEMPORARY, claim.login(), reason);
        };
    }

    private SaslStep compare(
            CramMd5Response.Claim claim, Optional<Account> account, Secret secret, String reason) {
        boolean right =
                MessageDigest.isEqual(
                        digest(secret).getBytes(StandardCharsets.US_ASCII),
                        claim.digest().getBytes(StandardCharsets.US_ASCII));
        return account.filter(_ -> right)
                .<SaslStep>map(Success::new)
                .orElseGet(() -> new Failure(Kind.CREDENTIALS, claim.login(), reason));
    }

    private String digest(Secret secret) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of()
                    .formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java run-time has no " + HMAC, e);
        }
    }

    private static Failure malformed(String reason) {
        return new Failure(Kind.MALFORMED, "", reason);
    }
}
