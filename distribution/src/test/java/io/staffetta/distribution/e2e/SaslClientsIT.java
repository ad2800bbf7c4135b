package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Every client with every mechanism it speaks, over STARTTLS and over implicit TLS.
class SaslClientsIT {

    private static final String ANNA = "anna@example.org";
    private static final String PASSWORD = "hunter2 but longer";
    private static final List<MailProgram> PROGRAMS =
            List.of(
                    new Curl(),
                    new Swaks(),
                    new Msmtp(),
                    new Smtplib(),
                    new JakartaMail(),
                    new Gsasl(),
                    new OpensslProgram());

    @TempDir static Path folder;
    private static ServerProcess server;
    private static Path certificate;
    private static Path stranger;

    @BeforeAll
    static void start() {
        PeerProcess.needs(false, "openssl");
        var certificates = ClientCertificates.create(folder);
        certificate = certificates.issue(ANNA);
        stranger = certificates.issue("stranger@example.org");
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        AuthConfigurations.write(
                                folder, AuthConfigurations.everything(certificates)));
        server.addAccount(ANNA, PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static Stream<Arguments> logins() {
        return PROGRAMS.stream()
                .flatMap(program ->
                        program.mechanisms().stream()
                                .flatMap(mechanism ->
                                        Stream.of("submission", "smtps")
                                                .filter(listener ->
                                                        program.knowsImplicitTls()
                                                                || listener.equals("submission"))
                                                .map(listener ->
                                                        arguments(program, mechanism, listener))));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void logsInAndSends(MailProgram program, String mechanism, String listener) {
        program.assumeInstalled();
        var subject =
                "%s by %s at %s".formatted(mechanism, program.getClass().getSimpleName(), listener);
        int before = logins(mechanism, "success");
        var done = program.run(order(mechanism, listener, subject));
        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
        assertThat(logins(mechanism, "success")).isEqualTo(before + 1);
        if (program.sends()) {
            assertThat(Maildir.of(server, "anna", "example.org").awaitContaining(subject))
                    .contains("with ESMTPSA");
        }
    }

    static Stream<Arguments> secrets() {
        return logins().filter(row -> !row.get()[1].equals("ANONYMOUS"))
                .filter(row -> row.get()[2].equals("submission"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void isRefusedWithAWrongOne(MailProgram program, String mechanism, String listener) {
        program.assumeInstalled();
        int before = logins(mechanism, "failure");
        var refused =
                program.run(
                        order(mechanism, listener, "never sent")
                                .withPassword("swordfish")
                                .withCertificate(stranger));
        assertThat(refused.exitCode()).as(refused.out() + refused.err()).isNotZero();
        if (program.shows(mechanism)) {
            assertThat(refused.out() + refused.err()).contains("535");
        }
        assertThat(logins(mechanism, "failure")).isEqualTo(before + 1);
    }

    private static MailProgram.Order order(String mechanism, String listener, String subject) {
        return new MailProgram.Order(
                server.port(listener),
                listener.equals("smtps"),
                mechanism,
                ANNA,
                PASSWORD,
                certificate,
                subject);
    }

    private static int logins(String mechanism, String result) {
        return AuthConfigurations.logins(server, mechanism, result);
    }
}
