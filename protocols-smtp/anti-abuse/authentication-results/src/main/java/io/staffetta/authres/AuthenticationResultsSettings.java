package io.staffetta.authres;

import java.util.List;
import java.util.Optional;

/// Settings of the hook `authentication-results`.
///
/// @param authservId the name our field bears (RFC 8601 §2.5); default the server's host name
/// @param remove further names that received fields must not bear; `.example.org` for all below
///   that domain
/// @param authenticated whether a field is added to what clients that logged in send; default no
/// @param reasons whether it is said why a result is neither pass nor none nor temperror; default
///   yes
public record AuthenticationResultsSettings(
        Optional<String> authservId,
        List<String> remove,
        boolean authenticated,
        Optional<Boolean> reasons) {

    public AuthenticationResultsSettings {
        remove = List.copyOf(remove);
        authservId.ifPresent(name -> requireName("authserv-id", name));
        remove.forEach(name -> requireName("remove", name));
    }

    private static void requireName(String setting, String name) {
        boolean good =
                !name.isEmpty()
                        && name.length() <= 255
                        && name.codePoints().noneMatch(c -> c <= ' ' || Character.isISOControl(c));
        if (!good) {
            throw new IllegalArgumentException(
                    setting + " must be 1 to 255 characters without blanks");
        }
    }
}
