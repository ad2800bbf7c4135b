package io.staffetta.sasl.oauth;

import io.staffetta.sasl.oauth.OauthSettings.EmailVerified;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;
import java.util.Optional;

/// Which account a token is for.
///
/// @param claim where it stands
/// @param verified whether an e-mail address must be verified
/// @param domain appended to a name without one
/// @param domains if there are any, the name must be an address in one of them
record AccountName(
        String claim, EmailVerified verified, Optional<Domain> domain, List<Domain> domains) {

    private static final int LONGEST = 320;

    AccountName(OauthSettings settings) {
        this(
                settings.accountClaim(),
                settings.emailVerified(),
                settings.accountDomain(),
                settings.domains());
    }

    String of(Claims claims) throws Refused {
        var value = claims.text(claim).orElseThrow(() -> new Refused("no claim " + claim));
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new Refused("the claim " + claim + " is no name");
        }
        // Whoever may write any address into his profile would be anybody.
        if (claim.equals("email") && verified == EmailVerified.REQUIRED && !isVerified(claims)) {
            throw new Refused("the claim email_verified is not true");
        }
        var name =
                value.indexOf('@') >= 0 || domain.isEmpty()
                        ? value
                        : value + "@" + domain.orElseThrow();
        if (!domains.isEmpty() && !isInside(name)) {
            throw new Refused("the account is in another domain: " + Shown.of(claims, claim));
        }
        return name;
    }

    private static boolean isVerified(Claims claims) {
        return switch (claims.values().get("email_verified")) {
            case Boolean verified -> verified;
            case String text -> text.equals("true");
            case null, default -> false;
        };
    }

    private boolean isInside(String name) {
        try {
            return domains.contains(Mailbox.parse(name).domain());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
