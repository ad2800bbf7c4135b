package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What is kept beside hashes: SCRAM verifiers and CRAM-MD5 secrets.
class CredentialsTest {

    private static final String ALICE = "alice@example.org";
    private static final TestSettings NOTHING = TestSettings.none();
    private static final TestSettings SCRAM =
            NOTHING.with("scram", List.of("SHA-256", "sha-1")).with("scramIterations", 4096);
    private static final TestSettings ALL = SCRAM.with("cramMd5", true);

    @TempDir Path data;
    private Store store;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsNothingThatNobodyAskedFor() throws IOException {
        open(NOTHING);
        add("tanstaaf|");
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Missing.class);
        assertThat(secret()).isInstanceOf(Stored.Missing.class);
        assertThat(data.resolve("sql.key")).doesNotExist();
    }

    @Test
    void keepsWhatWasAskedFor() throws IOException {
        open(ALL);
        add("tanstaaf|");
        reopen(ALL);
        assertFits("SHA-256", "tanstaaf|");
        assertFits("SHA-1", "tanstaaf|");
        assertThat(scram("SHA-512")).isInstanceOf(Stored.Missing.class);
        assertThat(scram("MD5")).isInstanceOf(Stored.Missing.class);
        assertThat(secret())
                .isInstanceOfSatisfying(
                        Stored.Found.class,
                        found -> assertThat(found.value()).isEqualTo(Secret.of("tanstaaf|")));
        assertThat(store.accounts().scram("bob@example.org", "SHA-256"))
                .isInstanceOf(Stored.Unknown.class);
        assertThat(store.accounts().sharedSecret("no mailbox")).isInstanceOf(Stored.Unknown.class);
    }

    /// The way to a database takes its time, and a client may ask again and again.
    @Test
    void costsAsManyQuestionsForUnknownAccounts() throws Exception {
        var url = "jdbc:h2:mem:questions";
        open(ALL.with("url", url));
        add("tanstaaf|");
        try (var database = DriverManager.getConnection(url, "staffetta", "");
                var statement = database.createStatement()) {
            statement.execute("SET QUERY_STATISTICS TRUE");
            for (var login : List.of(ALICE, "bob@example.org")) {
                long before = questions(statement);
                store.accounts().scram(login, "SHA-256");
                long scram = questions(statement);
                store.accounts().sharedSecret(login);
                assertThat(scram - before).as(login).isEqualTo(4);
                assertThat(questions(statement) - scram).as(login).isEqualTo(4);
            }
        }
    }

    /// Counted with itself.
    private static long questions(Statement statement) throws SQLException {
        try (var counted =
                statement.executeQuery(
                        "SELECT SUM(EXECUTION_COUNT) FROM INFORMATION_SCHEMA.QUERY_STATISTICS"
                                + " WHERE SQL_STATEMENT LIKE 'SELECT%'")) {
            counted.next();
            return counted.getLong(1);
        }
    }

    @Test
    void aPasswordChangeUpdatesAllOfThem() throws IOException {
        open(ALL);
        add("tanstaaf|");
        store.accounts().setPassword(ALICE, Secret.of("swordfish"));
        assertFits("SHA-256", "swordfish");
        assertFits("SHA-1", "swordfish");
        assertThat(secret()).isEqualTo(found(Secret.of("swordfish")));
        assertThat(check("tanstaaf|")).isInstanceOf(PasswordCheck.Rejected.class);
    }

    @Test
    void anImportedHashLeavesNothingOfTheOldPassword() throws IOException {
        openReal(ALL);
        add("tanstaaf|");
        assertThat(store.accounts().credentials(ALICE))
                .containsExactly("argon2id", "SCRAM-SHA-1", "SCRAM-SHA-256", "CRAM-MD5");
        store.accounts()
                .importPassword(
                        ALICE,
                        Secret.of(
                                "{BLF-CRYPT}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
        assertThat(store.accounts().credentials(ALICE)).containsExactly("bcrypt");
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Missing.class);
        assertThat(secret()).isInstanceOf(Stored.Missing.class);
        assertThat(check("tanstaaf|")).isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(check("U*U")).isInstanceOf(PasswordCheck.Accepted.class);
        assertThat(store.accounts().credentials(ALICE))
                .containsExactly("argon2id", "SCRAM-SHA-1", "SCRAM-SHA-256", "CRAM-MD5");
        assertFits("SHA-256", "U*U");
        assertThat(check("U*U")).isInstanceOf(PasswordCheck.Accepted.class);
    }

    @Test
    void aLoginCompletesWhatIsMissing() throws IOException {
        open(NOTHING);
        add("tanstaaf|");
        reopen(ALL);
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Missing.class);
        check("wrong");
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Missing.class);
        check("tanstaaf|");
        assertFits("SHA-256", "tanstaaf|");
        assertThat(secret()).isEqualTo(found(Secret.of("tanstaaf|")));
        var before = scram("SHA-256");
        reopen(ALL);
        check("tanstaaf|");
        assertThat(scram("SHA-256")).isEqualTo(before);
        reopen(ALL.with("scramIterations", 5000));
        check("tanstaaf|");
        assertThat(verifier("SHA-256").iterations()).isEqualTo(5000);
    }

    @Test
    void servesNothingThatIsNoLongerWanted() throws IOException {
        open(ALL);
        add("tanstaaf|");
        reopen(ALL.with("scram", List.of("SHA-512")));
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Missing.class);
        check("tanstaaf|");
        assertThat(store.accounts().credentials(ALICE))
                .containsExactly("unknown", "SCRAM-SHA-512", "CRAM-MD5");
        reopen(NOTHING);
        assertThat(secret()).isInstanceOf(Stored.Missing.class);
        assertThat(store.accounts().credentials(ALICE)).containsExactly("unknown", "SCRAM-SHA-512");
        check("tanstaaf|");
        assertThat(store.accounts().credentials(ALICE)).containsExactly("unknown");
    }

    @Test
    void aPasswordThatClientsCannotPrepareHasNoVerifier() throws IOException {
        open(ALL);
        add("\ud83d\udc0e staple");
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Missing.class);
        assertThat(check("\ud83d\udc0e staple")).isInstanceOf(PasswordCheck.Accepted.class);
        assertThat(secret()).isEqualTo(found(Secret.of("\ud83d\udc0e staple")));
    }

    @Test
    void tellsThatAnAccountIsLocked() throws IOException {
        open(ALL);
        add("tanstaaf|");
        store.accounts().setLocked(ALICE, true);
        assertThat(scram("SHA-256"))
                .isInstanceOfSatisfying(
                        Stored.Found.class, found -> assertThat(found.account().locked()).isTrue());
    }

    @Test
    void aRemovedAccountLeavesNothing() throws IOException {
        open(ALL);
        add("tanstaaf|");
        store.accounts().removeAccount(ALICE);
        assertThat(scram("SHA-256")).isInstanceOf(Stored.Unknown.class);
        reopen(NOTHING);
        reopen(ALL);
    }

    @Test
    void theKeyFileIsTheServersOnly() throws IOException {
        open(ALL);
        assertThat(data.resolve("sql.key")).hasSize(Vault.KEY_OCTETS);
        assertThat(Files.getPosixFilePermissions(data.resolve("sql.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var key = Files.readAllBytes(data.resolve("sql.key"));
        reopen(ALL);
        assertThat(data.resolve("sql.key")).hasBinaryContent(key);
    }

    @Test
    void aMissingKeyFileIsMissed() throws IOException {
        open(ALL);
        add("tanstaaf|");
        store.close();
        Files.delete(data.resolve("sql.key"));
        assertThatThrownBy(() -> Store.open(data, ALL))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "key file %s of the CRAM-MD5 secrets is missing: put the right one there,"
                                + " or set <cram-md5> to false for one start, which removes the"
                                + " CRAM-MD5 secrets",
                        data.resolve("sql.key"));
        Files.write(data.resolve("sql.key"), new byte[Vault.KEY_OCTETS]);
        assertThatThrownBy(() -> Store.open(data, ALL))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "key file %s is not the one of the CRAM-MD5 secrets: ",
                        data.resolve("sql.key"));
        reopen(NOTHING);
        reopen(ALL);
        check("tanstaaf|");
        assertThat(secret()).isEqualTo(found(Secret.of("tanstaaf|")));
    }

    @Test
    void aKeyFileOfAnotherSizeIsRefused() throws IOException {
        Files.writeString(data.resolve("my.key"), "too short");
        assertThatThrownBy(() -> Store.open(data, ALL.with("keyFile", data.resolve("my.key"))))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "key file %s must hold exactly 32 octets, and has 9",
                        data.resolve("my.key"));
        open(NOTHING);
    }

    @Test
    void noFileHoldsAPasswordInClear() throws IOException {
        openReal(ALL);
        add("tanstaaf|-in-clear");
        check("tanstaaf|-in-clear");
        store.accounts().setPassword(ALICE, Secret.of("swordfish-in-clear"));
        check("swordfish-in-clear");
        var app = store.accounts().addAppPassword(ALICE, "phone", AppPassword.Scope.SEND);
        check(app.reveal());
        store.close();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("in-clear")
                        .doesNotContain(app.reveal())
                        .doesNotContain(app.reveal().replace("-", ""));
            }
        }
        open(NOTHING);
    }

    @Test
    void refusesToDescribeWhatIsNotThere() throws IOException {
        open(NOTHING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.accounts().credentials("bob@example.org"))
                .withMessage("there is no account bob@example.org");
    }

    private void open(TestSettings settings) throws IOException {
        store = Store.open(data, settings);
    }

    private void openReal(TestSettings settings) throws IOException {
        var bound = settings.with("hashMemory", 8L << 20).with("hashIterations", 1).bind();
        store = Store.open(data, bound, new Argon2Hasher(bound));
    }

    private void reopen(TestSettings settings) throws IOException {
        store.close();
        open(settings);
    }

    private void add(String password) {
        store.accounts().addAccount(Mailbox.parse(ALICE), Secret.of(password));
    }

    private PasswordCheck check(String password) {
        return store.accounts().check(ALICE, Secret.of(password));
    }

    private Stored<ScramVerifier> scram(String hash) {
        return store.accounts().scram("Alice@Example.org", hash);
    }

    private Stored<Secret> secret() {
        return store.accounts().sharedSecret("Alice@Example.org");
    }

    private Stored<Secret> found(Secret secret) {
        return new Stored.Found<>(store.accounts().find(ALICE).orElseThrow(), secret);
    }

    private ScramVerifier verifier(String hash) {
        return ((Stored.Found<ScramVerifier>) scram(hash)).value();
    }

    private void assertFits(String hash, String password) {
        var verifier = verifier(hash);
        assertThat(
                        ScramHash.of(hash)
                                .orElseThrow()
                                .verifier(
                                        Secret.of(password),
                                        verifier.salt(),
                                        verifier.iterations()))
                .isEqualTo(verifier);
    }
}
