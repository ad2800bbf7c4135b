package io.staffetta.ldap;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.PasswordCheck;

import java.util.Set;
import java.util.UUID;

/// Checks passwords by binding (RFC 4513 §5.1.3). Whatever the login, it costs one search and one
/// bind.
final class Logins {

    /// What a server answers to a bind that it understood and does not grant. For all else it is
    /// the server that has a problem.
    private static final Set<ResultCode> REFUSALS =
            Set.of(
                    ResultCode.INVALID_CREDENTIALS,
                    ResultCode.NO_SUCH_OBJECT,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION,
                    ResultCode.UNWILLING_TO_PERFORM,
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.INVALID_DN_SYNTAX);

    private static final int MAX_LINE = 300;

    private final LDAPConnectionPool pool;
    private final Entries entries;
    private final String nobody;

    Logins(LDAPConnectionPool pool, Entries entries, String base) {
        this.pool = pool;
        this.entries = entries;
        this.nobody = "cn=" + UUID.randomUUID() + "," + base;
    }

    PasswordCheck check(String login, Secret password) {
        try {
            var found = login.isBlank() ? null : entries.ofLogin(pool, login.strip()).orElse(null);
            // RFC 4513 §5.1.2: a bind without a password succeeds, as nobody.
            boolean right =
                    !password.isEmpty() && isRight(found == null ? nobody : found.dn(), password);
            if (found == null) {
                return new PasswordCheck.Unknown();
            }
            if (!right) {
                return new PasswordCheck.Rejected("wrong password");
            }
            return found.account().locked()
                    ? new PasswordCheck.Rejected("account is locked")
                    : new PasswordCheck.Accepted(found.account());
        } catch (LDAPException e) {
            return new PasswordCheck.Unavailable(line(e));
        }
    }

    private boolean isRight(String dn, Secret password) throws LDAPException {
        try {
            return pool.bindAndRevertAuthentication(new SimpleBindRequest(dn, password.reveal()))
                    .getResultCode()
                    .equals(ResultCode.SUCCESS);
        } catch (LDAPException e) {
            if (REFUSALS.contains(e.getResultCode())) {
                return false;
            }
            throw e;
        }
    }

    /// One line for logs.
    static String line(LDAPException e) {
        var detail = e.getDiagnosticMessage() == null ? e.getMessage() : e.getDiagnosticMessage();
        var said = "LDAP: %s: %s".formatted(e.getResultCode(), detail);
        var line = said.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
    }
}
