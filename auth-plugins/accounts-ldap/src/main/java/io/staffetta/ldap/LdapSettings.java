package io.staffetta.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the account store `ldap`.
///
/// @param url servers, `ldap://host:port` or `ldaps://host:port`; the next is tried if one is down
/// @param tls what `ldap://` does: `start-tls` by default, or `none`
/// @param caFile PEM file with the authorities to believe, relative to the folder of the
///   configuration; none: those of the Java run-time
/// @param bindDn who searches; none: anonymous
/// @param bindPassword of who searches
/// @param base where accounts are searched, the whole subtree
/// @param loginFilter finds the account of a login: `{login}`, `{local}` and `{domain}` stand for
///   what the client sent, escaped
/// @param addressFilter finds the account of a mailbox: `{address}`, `{local}` and `{domain}`
/// @param nameAttribute holds the account's name, which is its primary mailbox; `mail` by default
/// @param addressAttribute hold further mailboxes; `mailAlternateAddress` and `mailAlias` by
///   default
/// @param locked attributes that lock the account when they are there (`pwdAccountLockedTime`) or
///   have a value (`nsAccountLock=true`)
/// @param domains domains that are local because of this store; none by default
/// @param subaddressSeparator the character that begins the detail in `user+detail@`; `+` by
///   default, `none` for no sub-addresses
/// @param poolSize connections at most; 8 by default
/// @param connectTimeout longest wait for a connection; 5 s by default
/// @param responseTimeout longest wait for an answer; 10 s by default
/// @param maxConnectionAge after which a connection is replaced; 30 m by default
/// @param cacheSize lookups kept in memory; 10000 by default
/// @param cacheTime how long a lookup is kept; 30 s by default. Passwords are never kept
public record LdapSettings(
        List<String> url,
        Tls tls,
        Optional<Path> caFile,
        String bindDn,
        Secret bindPassword,
        String base,
        String loginFilter,
        String addressFilter,
        String nameAttribute,
        List<String> addressAttribute,
        List<String> locked,
        List<Domain> domains,
        String subaddressSeparator,
        int poolSize,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration maxConnectionAge,
        int cacheSize,
        Duration cacheTime) {

    static final String NO_SEPARATOR = "none";

    private static final String PERSON = "(objectClass=inetOrgPerson)";

    /// What `ldap://` does.
    public enum Tls {
        /// StartTLS before anything else (RFC 4513 §3).
        START_TLS,
        /// Everything in clear, passwords too.
        NONE
    }

    // What the configuration leaves out arrives as null or zero.
    public LdapSettings {
        url = List.copyOf(url);
        tls = Objects.requireNonNullElse(tls, Tls.START_TLS);
        bindDn = Objects.requireNonNullElse(bindDn, "");
        bindPassword = Objects.requireNonNullElse(bindPassword, Secret.of(""));
        base = Objects.requireNonNullElse(base, "");
        loginFilter =
                Objects.requireNonNullElse(
                        loginFilter, "(&" + PERSON + "(|(mail={login})(uid={login})))");
        addressFilter =
                Objects.requireNonNullElse(
                        addressFilter,
                        "(&"
                                + PERSON
                                + "(|(mail={address})(mailAlternateAddress={address})"
                                + "(mailAlias={address})))");
        nameAttribute = Objects.requireNonNullElse(nameAttribute, "mail");
        addressAttribute =
                addressAttribute.isEmpty()
                        ? List.of("mailAlternateAddress", "mailAlias")
                        : List.copyOf(addressAttribute);
        locked = List.copyOf(locked);
        domains = List.copyOf(domains);
        subaddressSeparator = Objects.requireNonNullElse(subaddressSeparator, "+");
        poolSize = poolSize == 0 ? 8 : poolSize;
        connectTimeout = Objects.requireNonNullElse(connectTimeout, Duration.ofSeconds(5));
        responseTimeout = Objects.requireNonNullElse(responseTimeout, Duration.ofSeconds(10));
        maxConnectionAge = Objects.requireNonNullElse(maxConnectionAge, Duration.ofMinutes(30));
        cacheSize = cacheSize == 0 ? 10_000 : cacheSize;
        cacheTime = Objects.requireNonNullElse(cacheTime, Duration.ofSeconds(30));

        require(!url.isEmpty(), "url: at least one is needed, such as ldap://ldap.example.org");
        url.forEach(LdapSettings::parse);
        require(!base.isEmpty(), "base: where accounts are searched is needed");
        require(
                bindDn.isEmpty() == bindPassword.isEmpty(),
                "bind-dn and bind-password go together");
        new Template("login-filter", loginFilter);
        new Template("address-filter", addressFilter);
        require(
                subaddressSeparator.length() == 1 || subaddressSeparator.equals(NO_SEPARATOR),
                "subaddress-separator must be one character or " + NO_SEPARATOR);
        require(poolSize > 0, "pool-size must be positive");
        require(isPositive(connectTimeout), "connect-timeout must be more than zero");
        require(isPositive(responseTimeout), "response-timeout must be more than zero");
        require(isPositive(maxConnectionAge), "max-connection-age must be more than zero");
        require(cacheSize > 0, "cache-size must be positive");
        require(!cacheTime.isNegative(), "cache-time must not be negative");
    }

    List<LDAPURL> urls() {
        return url.stream().map(LdapSettings::parse).toList();
    }

    private static LDAPURL parse(String text) {
        try {
            var parsed = new LDAPURL(text);
            require(
                    parsed.getScheme().equals("ldap") || parsed.getScheme().equals("ldaps"),
                    "url: %s is neither ldap:// nor ldaps://".formatted(text));
            require(parsed.hostProvided(), "url: " + text + " names no host");
            return parsed;
        } catch (LDAPException e) {
            throw new IllegalArgumentException("url: %s is no LDAP URL".formatted(text), e);
        }
    }

    private static boolean isPositive(Duration duration) {
        return duration.isPositive();
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
