package io.staffetta.spi.auth;

import io.staffetta.spi.Component;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

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

    /// Whether an account may use a mailbox as reverse-path. Sub-addresses of its own addresses and
    /// aliases that lead to it count.
    ///
    /// @param account name of an account
    /// @throws java.io.UncheckedIOException if the store cannot tell now
    boolean maySendAs(String account, Mailbox sender);
}
