package io.staffetta.sasl.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.testkit.CredentialsContract;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.FixedTls;
import io.staffetta.testkit.SaslAttempt;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

class ExternalMechanismTest implements CredentialsContract {

    private static final X509Certificate ALICE =
            Issued.certificate("CN=Alice", "alice@example.org");
    private static final X509Certificate MALLORY =
            Issued.certificate("CN=Mallory", "mallory@example.org");
    private static final X509Certificate NAMELESS =
            Issued.certificate("CN=alice@example.org", new GeneralName[0]);

    @Override
    public SaslMechanism mechanism() {
        return with(List.of(), List.of());
    }

    @Override
    public SaslAttempt owner() {
        return showing(ALICE, "");
    }

    @Override
    public SaslAttempt impostor() {
        return showing(NAMELESS, "");
    }

    @Override
    public SaslAttempt stranger() {
        return showing(MALLORY, "");
    }

    @Override
    public Optional<SaslAttempt> usurper() {
        return Optional.of(showing(ALICE, "bob@example.org"));
    }

    @Test
    void needsAVerifiedCertificate() {
        assertThat(available(FixedTls.certified(ALICE))).isTrue();
        assertThat(available(new FixedTls(List.of(ALICE), false, Map.of()))).isFalse();
        assertThat(available(new FixedTls(List.of(), true, Map.of()))).isFalse();
        assertThat(mechanism().isAvailable(session(FixedAccounts.available()))).isFalse();
        assertThat(mechanism().exposesPassword()).isFalse();
    }

    @Test
    void whoGetsHereWithoutOneIsRefused() {
        var unverified = new FixedTls(List.of(ALICE), false, Map.of());
        assertFailure(
                mechanism().start(over(unverified, TwoAccounts.TWO)).next(new byte[0]),
                Kind.CREDENTIALS,
                "no verified client certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice@example.org", "Alice@Example.org", "a.liddell@example.org"})
    void mayActAsItselfByAnyOfItsNames(String authorization) {
        assertSuccess(login(mechanism(), ALICE, authorization));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob", "bob@example.org", "mallory@example.org", " "})
    void mayNotActForAnother(String authorization) {
        assertFailure(login(mechanism(), ALICE, authorization), Kind.AUTHORIZATION, "another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice\0", "\0", "alice\r\n"})
    void refusesWhatIsNoName(String authorization) {
        assertFailure(login(mechanism(), ALICE, authorization), Kind.MALFORMED, "control");
    }

    @Test
    void severalAddressesOfOneAccountAreOne() {
        assertSuccess(
                login(
                        mechanism(),
                        Issued.certificate(
                                "CN=x",
                                "a.liddell@example.org",
                                "alice@home.example",
                                "ALICE@example.org"),
                        ""));
    }

    @Test
    void addressesOfTwoAccountsAreNone() {
        var both = Issued.certificate("CN=x", "alice@example.org", "bob@example.org");
        assertFailure(login(mechanism(), both, ""), Kind.CREDENTIALS, "more than one account");
        assertFailure(
                login(mechanism(), both, "alice@example.org"),
                Kind.CREDENTIALS,
                "more than one account");
    }

    @Test
    void onlyMailAddressesCountAmongTheAlternativeNames() {
        var other =
                Issued.certificate(
                        "CN=alice@example.org,EMAILADDRESS=alice@example.org",
                        new GeneralName(GeneralName.dNSName, "alice.example.org"),
                        new GeneralName(
                                GeneralName.uniformResourceIdentifier, "mailto:alice@example.org"));
        assertFailure(login(mechanism(), other, ""), Kind.CREDENTIALS, "names no account");
    }

    @Test
    void theOperatorMayTakeTheSubject() {
        var email = with(List.of(NameSource.SUBJECT_EMAIL), List.of());
        var name = with(List.of(NameSource.COMMON_NAME), List.of());
        var old =
                Issued.certificate(
                        "O=Example,CN=bob+EMAILADDRESS=alice@example.org", new GeneralName[0]);

        assertSuccess(login(email, old, ""));
        assertAccount(login(name, old, ""), "bob");
        assertFailure(login(email, ALICE, ""), Kind.CREDENTIALS, "names no account");
        assertFailure(login(mechanism(), old, ""), Kind.CREDENTIALS, "names no account");
        var any = with(Arrays.asList(NameSource.values()), List.of());
        assertFailure(login(any, old, ""), Kind.CREDENTIALS, "more than one account");
    }

    @Test
    void aSubjectIsComparedByItsMeaning() {
        var map =
                new Mapping(
                        Optional.of("cn=  alice , O=EXAMPLE"),
                        Optional.empty(),
                        "alice@example.org");
        var mapped = with(List.of(), List.of(map));
        var alice = Issued.certificate("CN=Alice,O=Example", "bob@example.org");

        assertSuccess(login(mapped, alice, ""));
        assertFailure(
                login(mapped, Issued.certificate("CN=Alice,O=Other", "bob@example.org"), ""),
                Kind.CREDENTIALS,
                "names no account");
        assertFailure(
                login(mapped, Issued.certificate("O=Example,CN=Alice", "bob@example.org"), ""),
                Kind.CREDENTIALS,
                "names no account");
    }

    @Test
    void aCertificateIsKnownByItsFingerprint() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(MALLORY.getEncoded());
        for (var written : List.of(HexFormat.of(), HexFormat.ofDelimiter(":").withUpperCase())) {
            var map =
                    new Mapping(
                            Optional.empty(),
                            Optional.of(written.formatHex(digest)),
                            "alice@example.org");
            var mapped = with(List.of(), List.of(map));
            assertSuccess(login(mapped, MALLORY, ""));
            assertFailure(login(mapped, ALICE, ""), Kind.CREDENTIALS, "names no account");
        }
    }

    @Test
    void mapsComeFirstAndTheRestGoesOn() {
        var map = new Mapping(Optional.of("CN=Mallory"), Optional.empty(), "alice@example.org");
        var mapped = with(List.of(NameSource.EMAIL_ADDRESS), List.of(map));
        assertSuccess(login(mapped, Issued.certificate("CN=Mallory", "bob@example.org"), ""));
        assertSuccess(login(mapped, ALICE, ""));
    }

    @Test
    void mapsThatDisagreeLetNobodyIn() {
        var one = new Mapping(Optional.of("CN=Mallory"), Optional.empty(), "alice@example.org");
        var other = new Mapping(Optional.of("CN=Mallory"), Optional.empty(), "bob");
        assertFailure(
                login(with(List.of(), List.of(one, other)), MALLORY, ""),
                Kind.CREDENTIALS,
                "more than one account");
    }

    @Test
    void aCertificateOfVeryManyNamesIsNotLookedUp() {
        var names =
                IntStream.range(0, 17)
                        .mapToObj(i -> i == 0 ? "alice@example.org" : i + "@example.org")
                        .toArray(String[]::new);
        assertFailure(
                login(mechanism(), Issued.certificate("CN=x", names), ""),
                Kind.CREDENTIALS,
                "more than 16 names");
    }

    private static SaslMechanism with(List<NameSource> from, List<Mapping> maps) {
        return new ExternalMechanism(new ExternalSettings(from, maps, 0, 0));
    }

    private boolean available(TlsFacts tls) {
        return mechanism().isAvailable(over(tls, TwoAccounts.TWO));
    }

    private SaslContext over(TlsFacts tls, Accounts accounts) {
        return new SaslContext(
                "mail.example.org", "smtp", Optional.of(tls), accounts, List.of("EXTERNAL"));
    }

    private SaslStep login(
            SaslMechanism mechanism, X509Certificate certificate, String authorization) {
        return mechanism
                .start(over(FixedTls.certified(certificate), TwoAccounts.TWO))
                .next(authorization.getBytes(StandardCharsets.UTF_8));
    }

    private SaslAttempt showing(X509Certificate certificate, String authorization) {
        return SaslAttempt.sending(List.of(authorization.getBytes(StandardCharsets.UTF_8)))
                .in(session -> over(FixedTls.certified(certificate), session.accounts()));
    }

    private static void assertSuccess(SaslStep step) {
        assertAccount(step, FixedAccounts.LOGIN);
    }

    private static void assertAccount(SaslStep step, String name) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> assertThat(success.account().name()).isEqualTo(name));
    }

    private static void assertFailure(SaslStep step, Kind kind, String reason) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(kind);
                            assertThat(failure.reason()).contains(reason);
                        });
    }
}
