package io.staffetta.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.mail.Mailbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Searches accounts and reads them. An entry without a mailbox is no account, and where several
/// fit none is meant: nobody is let in as somebody else.
final class Entries {

    private static final Logger log = LoggerFactory.getLogger(Entries.class);

    /// An account and where it lies.
    record Found(String dn, Account account) {}

    private final LdapSettings settings;
    private final Template byLogin;
    private final Template byAddress;
    private final String[] attributes;

    Entries(LdapSettings settings) {
        this.settings = settings;
        byLogin = new Template("login-filter", settings.loginFilter());
        byAddress = new Template("address-filter", settings.addressFilter());
        var wanted = new ArrayList<>(settings.addressAttribute());
        wanted.add(settings.nameAttribute());
        settings.locked().forEach(rule -> wanted.add(attributeOf(rule)));
        attributes = wanted.toArray(String[]::new);
    }

    Optional<Found> ofLogin(LDAPConnectionPool pool, String login) throws LDAPException {
        return search(pool, byLogin.of(login));
    }

    Optional<Found> ofAddress(LDAPConnectionPool pool, Mailbox address) throws LDAPException {
        return search(pool, byAddress.of(address));
    }

    private Optional<Found> search(LDAPConnectionPool pool, Filter filter) throws LDAPException {
        var request =
                new SearchRequest(
                        settings.base(),
                        SearchScope.SUB,
                        DereferencePolicy.NEVER,
                        2,
                        (int) Math.max(1, settings.responseTimeout().toSeconds()),
                        false,
                        filter,
                        attributes);
        request.setFollowReferrals(false);
        List<? extends Entry> entries;
        try {
            entries = Objects.requireNonNull(pool.search(request).getSearchEntries());
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return ambiguous(filter);
            }
            throw e;
        }
        return switch (entries.size()) {
            case 0 -> Optional.empty();
            case 1 -> account(entries.getFirst());
            default -> ambiguous(filter);
        };
    }

    private static Optional<Found> ambiguous(Filter filter) {
        log.atWarn().addKeyValue("filter", filter).log("several LDAP entries fit, none is used");
        return Optional.empty();
    }

    private Optional<Found> account(Entry entry) {
        var addresses = new ArrayList<Mailbox>();
        add(addresses, entry, settings.nameAttribute());
        if (addresses.isEmpty()) {
            log.atWarn()
                    .addKeyValue("dn", entry.getDN())
                    .addKeyValue("attribute", settings.nameAttribute())
                    .log("LDAP entry has no mailbox, it is not used");
            return Optional.empty();
        }
        settings.addressAttribute().forEach(attribute -> add(addresses, entry, attribute));
        var name = addresses.getFirst().toString();
        return Optional.of(new Found(entry.getDN(), new Account(name, addresses, isLocked(entry))));
    }

    private static void add(List<Mailbox> addresses, Entry entry, String attribute) {
        var values = entry.getAttributeValues(attribute);
        if (values == null) {
            return;
        }
        for (var value : values) {
            try {
                var mailbox = Addresses.fold(Mailbox.parse(value));
                if (!addresses.contains(mailbox)) {
                    addresses.add(mailbox);
                }
            } catch (IllegalArgumentException e) {
                log.atWarn()
                        .addKeyValue("dn", entry.getDN())
                        .addKeyValue("attribute", attribute)
                        .log("LDAP attribute holds no mailbox");
            }
        }
    }

    private boolean isLocked(Entry entry) {
        return settings.locked().stream().anyMatch(rule -> applies(rule, entry));
    }

    private static boolean applies(String rule, Entry entry) {
        var values = entry.getAttributeValues(attributeOf(rule));
        int equals = rule.indexOf('=');
        if (values == null || equals < 0) {
            return values != null;
        }
        var wanted = rule.substring(equals + 1).toLowerCase(Locale.ROOT);
        for (var value : values) {
            if (value.toLowerCase(Locale.ROOT).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String attributeOf(String rule) {
        int equals = rule.indexOf('=');
        return equals < 0 ? rule : rule.substring(0, equals);
    }
}
