package io.staffetta.spi.auth;

import io.staffetta.spi.Component;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

import java.io.UncheckedIOException;
import java.util.Optional;

/// A store of accounts. Several are asked in the order written; the first that knows an account
/// answers for it. A store that also knows where mail for its accounts goes implements
/// [io.staffetta.spi.directory.Directory] too, and one that can be edited [AccountAdministration].
///
/// Plugins inject this type as the chain of all configured stores.
public interface Accounts extends Component {

    /// Checks a password. Takes a similar time whether the account exists or not.
    ///
    /// @param login what the client calls itself, as it was sent
    PasswordCheck check(String login, Secret password);

    /// Finds an account without a password.
    ///
    /// @throws java.io.UncheckedIOException if the store cannot tell now
    Optional<Account> find(String login);

    /// What the store keeps of an account for SCRAM. A store that keeps none says so.
    ///
    /// @param login what the client calls itself, prepared as RFC 5802 §5.1 demands
    /// @param hash `SHA-1`, `SHA-256` or `SHA-512`
    default Stored<ScramVerifier> scram(String login, String hash) {
        return keepsNone(login);
    }

    /// The password itself, for mechanisms that cannot do with less, such as CRAM-MD5. A store that
    /// keeps none says so.
    ///
    /// @param login what the client calls itself, as it was sent
    default Stored<Secret> sharedSecret(String login) {
        return keepsNone(login);
    }

    private <T> Stored<T> keepsNone(String login) {
        try {
            return find(login).isPresent() ? new Stored.Missing<>() : new Stored.Unknown<>();
        } catch (UncheckedIOException e) {
            return new Stored.Unavailable<>(String.valueOf(e.getMessage()));
        }
    }

    /// Whether an account may use a mailbox as reverse-path. Sub-addresses of its own addresses and
    /// aliases that lead to it count.
    ///
    /// @param account name of an account
    /// @throws java.io.UncheckedIOException if the store cannot tell now
    boolean maySendAs(String account, Mailbox sender);
}
