package io.staffetta.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.headers.HeadersSettings.Alignment;
import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.FixedTransaction;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class AuthorsTest {

    private final FixedTransaction anonymous = FixedTransaction.from("192.0.2.1");

    @Test
    void anAccountMaySendAsItselfOnly() {
        assertThat(broken("ann@example.org", anonymous.as("ann@example.org"))).isEmpty();
        assertThat(broken("bob@example.org", anonymous.as("ann@example.org")))
                .containsExactly(Rule.ALIGNMENT);
        assertThat(broken("bob@example.org", anonymous)).isEmpty();
    }

    private static List<Rule> broken(String from, FixedTransaction transaction) {
        var broken = new ArrayList<Rule>();
        new Authors(false, Alignment.ACCOUNT, new OwnAddressOnly())
                .check(
                        new Section(List.of(Header.of("From", from)), true),
                        transaction,
                        (rule, _) -> broken.add(rule));
        return broken;
    }

    private static final class OwnAddressOnly implements Accounts {
        @Override
        public PasswordCheck check(String login, Secret password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Account> find(String login) {
            return Optional.empty();
        }

        @Override
        public boolean maySendAs(String account, Mailbox sender) {
            return sender.toString().equals(account);
        }
    }
}
