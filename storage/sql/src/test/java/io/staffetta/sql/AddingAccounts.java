package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

import java.nio.file.Path;

/// Adds accounts until it is killed, and says which.
final class AddingAccounts {

    private AddingAccounts() {}

    public static void main(String[] args) throws Exception {
        try (var store = Store.open(Path.of(args[0]))) {
            for (int i = 0; ; i++) {
                var address = "a%s-%d@example.org".formatted(args[1], i);
                store.accounts().addAccount(Mailbox.parse(address), Secret.of("x"));
                System.out.println(address);
            }
        }
    }
}
