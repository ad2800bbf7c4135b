package io.staffetta.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import io.staffetta.spi.mail.Mailbox;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A filter with places for what a client sent. That is escaped: it is never read as a filter.
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> PLACES = Set.of("login", "address", "local", "domain");

    private final String text;

    /// @param setting to name in errors
    /// @throws IllegalArgumentException if it is no filter
    Template(String setting, String text) {
        this.text = text;
        PLACE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(place -> !PLACES.contains(place))
                .findFirst()
                .ifPresent(place -> {
                    throw new IllegalArgumentException(
                            "%s: {%s} stands for nothing; known are %s"
                                    .formatted(
                                            setting, place, "{login} {address} {local} {domain}"));
                });
        if (PLACE.matcher(text).results().findAny().isEmpty()) {
            throw new IllegalArgumentException(
                    setting + ": would find the same account for everybody");
        }
        try {
            filled("x", "x", "x");
        } catch (LDAPException e) {
            throw new IllegalArgumentException(
                    "%s: %s is no LDAP filter".formatted(setting, text), e);
        }
    }

    Filter of(String login) throws LDAPException {
        int at = login.lastIndexOf('@');
        return filled(
                login,
                at < 0 ? login : login.substring(0, at),
                at < 0 ? "" : login.substring(at + 1));
    }

    Filter of(Mailbox mailbox) throws LDAPException {
        return filled(mailbox.toString(), mailbox.localPart(), mailbox.domain().name());
    }

    private Filter filled(String whole, String local, String domain) throws LDAPException {
        return Filter.create(
                PLACE.matcher(text)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(
                                        Filter.encodeValue(
                                                switch (match.group(1)) {
                                                    case "local" -> local;
                                                    case "domain" -> domain;
                                                    default -> whole;
                                                }))));
    }
}
