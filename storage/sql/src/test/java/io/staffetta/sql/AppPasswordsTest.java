package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.auth.AppPassword.Scope;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

class AppPasswordsTest {

    private static final String ALICE = "alice@example.org";
    private static final TestSettings SETTINGS =
            TestSettings.none()
                    .with("maxAppPasswords", 2)
                    .with("cramMd5", true)
                    .with("scram", List.of("SHA-256"))
                    .with("scramIterations", 4096);

    @TempDir Path data;
    private final CountingHasher hasher = new CountingHasher();
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(data, SETTINGS.bind(), hasher);
        add(ALICE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isReadableAndMoreThan128Bits() {
        assertThat(make("phone").reveal()).matches("([a-z]{4}-){6}[a-z]{4}");
        assertThat(Math.log(Math.pow(26, 28)) / Math.log(2)).isGreaterThan(128);
        assertThat(make("laptop")).isNotEqualTo(AppPasswords.generate());
    }

    @Test
    void letsInBesideTheMainPassword() throws IOException {
        var phone = make("phone");
        make("laptop");
        store.reopen();
        assertAccepted(phone.reveal());
        assertAccepted(phone.reveal().replace("-", ""));
        assertAccepted(phone.reveal().replace('-', ' ').toUpperCase(Locale.ROOT));
        assertThat(hasher.verified()).isZero();
        assertAccepted("open sesame");
    }

    @Test
    void letsInToItsAccountOnly() {
        var phone = make("phone");
        add("bob@example.org");
        assertThat(store.accounts().check("bob@example.org", phone))
                .isInstanceOf(PasswordCheck.Rejected.class);
        assertRejected(AppPasswords.generate().reveal());
        assertThat(hasher.verified()).isEqualTo(2);
        store.accounts().removeAppPassword(ALICE, "phone");
        assertRejected(phone.reveal());
    }

    @Test
    void aLockedAccountHasNone() {
        var phone = make("phone");
        store.accounts().setLocked(ALICE, true);
        assertRejected(phone.reveal());
        assertThat(hasher.verified()).isEqualTo(1);
    }

    @Test
    void aChangedMainPasswordLeavesThem() {
        var phone = make("phone");
        store.accounts().setPassword(ALICE, Secret.of("swordfish"));
        assertAccepted(phone.reveal());
    }

    @Test
    void theMainPasswordMayNotBeEnough() {
        var phone = make("phone");
        assertAccepted("open sesame");
        store.accounts().setAppPasswordsOnly(ALICE, true);
        assertThat(store.accounts().isAppPasswordsOnly(ALICE)).isTrue();
        assertThat(check("open sesame")).isInstanceOf(PasswordCheck.Insufficient.class);
        assertRejected("wrong");
        assertAccepted(phone.reveal());
        assertThat(store.accounts().scram(ALICE, "SHA-256")).isInstanceOf(Stored.Missing.class);
        assertThat(store.accounts().sharedSecret(ALICE)).isInstanceOf(Stored.Missing.class);
        store.accounts().setLocked(ALICE, true);
        assertRejected("open sesame");
        store.accounts().setLocked(ALICE, false);
        store.accounts().setAppPasswordsOnly(ALICE, false);
        assertAccepted("open sesame");
        assertThat(store.accounts().scram(ALICE, "SHA-256")).isInstanceOf(Stored.Found.class);
    }

    @Test
    void notesItsUseOnceInAWhile() throws IOException {
        var before = Instant.now().minusMillis(1);
        var phone = make("phone");
        assertThat(phone())
                .satisfies(made -> {
                    assertThat(made.scope()).isEqualTo(Scope.SEND);
                    assertThat(made.created()).isBetween(before, Instant.now());
                    assertThat(made.lastUse()).isEmpty();
                });
        assertAccepted(phone.reveal());
        var first = phone().lastUse().orElseThrow();
        assertThat(first).isBetween(before, Instant.now());
        assertAccepted(phone.reveal());
        assertThat(phone().lastUse()).hasValue(first);
        store.close();
        store = Store.open(data, SETTINGS.with("lastUseInterval", Duration.ZERO).bind(), hasher);
        while (!Instant.now().isAfter(first.plusMillis(1))) {
            Thread.onSpinWait();
        }
        assertAccepted(phone.reveal());
        assertThat(phone().lastUse().orElseThrow()).isAfter(first);
    }

    @Test
    void anotherOneIsRefused() {
        make("phone");
        assertRefused("phone", "alice@example.org has an app password 'phone' already");
        make("laptop");
        assertRefused("tablet", "alice@example.org has 2 app passwords, more are not allowed");
        assertRefused(" ", "the name of an app password must have 1 to 100 characters");
        assertRefused("a\nb", "the name of an app password must not have control characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.accounts().removeAppPassword(ALICE, "tablet"))
                .withMessage("alice@example.org has no app password 'tablet'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> store.accounts().addAppPassword("bob@example.org", "x", Scope.SEND))
                .withMessage("there is no account bob@example.org");
        assertThat(store.accounts().appPasswords(ALICE))
                .extracting(AppPassword::name)
                .containsExactly("laptop", "phone");
    }

    @Test
    void onlyWhatLooksLikeOneIsOne() {
        assertThat(AppPasswords.letters(Secret.of("open sesame"))).isEqualTo(Optional.empty());
        assertThat(AppPasswords.letters(Secret.of("a".repeat(27)))).isEmpty();
        assertThat(AppPasswords.letters(Secret.of("a".repeat(27) + "\u00e9"))).isEmpty();
        assertThat(AppPasswords.letters(Secret.of("A".repeat(28))))
                .hasValue(Secret.of("a".repeat(28)));
    }

    private AppPassword phone() {
        return store.accounts().appPasswords(ALICE).getFirst();
    }

    private void add(String address) {
        store.accounts().addAccount(Mailbox.parse(address), Secret.of("open sesame"));
    }

    private Secret make(String name) {
        return store.accounts().addAppPassword(ALICE, name, Scope.SEND);
    }

    private PasswordCheck check(String password) {
        return store.accounts().check(ALICE, Secret.of(password));
    }

    private void assertAccepted(String password) {
        assertThat(check(password)).isInstanceOf(PasswordCheck.Accepted.class);
    }

    private void assertRejected(String password) {
        assertThat(check(password)).isInstanceOf(PasswordCheck.Rejected.class);
    }

    private void assertRefused(String name, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> make(name)).withMessage(why);
    }
}
