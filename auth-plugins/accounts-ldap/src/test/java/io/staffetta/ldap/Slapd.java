package io.staffetta.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import io.staffetta.testkit.FreePort;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real OpenLDAP on a loopback port.
final class Slapd implements AutoCloseable {

    static final String BASE = "ou=people,dc=example,dc=org";
    static final String ADMIN = "cn=admin,dc=example,dc=org";
    static final String PASSWORD = "verwalter";

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final int securePort;
    private Process process;

    private Slapd(Path folder, int port, int securePort) {
        this.folder = folder;
        this.port = port;
        this.securePort = securePort;
    }

    static Slapd start(Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "OpenLDAP (slapd) is not installed");
        var slapd = new Slapd(folder, freePort(), freePort());
        slapd.configure();
        slapd.run();
        slapd.add("dc=example,dc=org", "dcObject", "organization", "o", "Example");
        slapd.add(BASE, "organizationalUnit");
        return slapd;
    }

    String url() {
        return "ldap://localhost:" + port;
    }

    String secureUrl() {
        return "ldaps://localhost:" + securePort;
    }

    Path authorities() {
        return folder.resolve("ca.pem");
    }

    void addPerson(String address, String password, String... more) throws LDAPException {
        var local = address.substring(0, address.indexOf('@'));
        try (var connection = connect()) {
            connection.add(
                    "uid=%s,%s".formatted(local, BASE),
                    new Attribute("objectClass", "inetOrgPerson", "extensibleObject"),
                    new Attribute("uid", local),
                    new Attribute("cn", local),
                    new Attribute("sn", local),
                    new Attribute("mail", address),
                    new Attribute("userPassword", password));
            for (int i = 0; i < more.length; i += 2) {
                modify(connection, local, more[i], more[i + 1]);
            }
        }
    }

    void set(String local, String attribute, String value) throws LDAPException {
        try (var connection = connect()) {
            modify(connection, local, attribute, value);
        }
    }

    private static void modify(LDAPConnection to, String local, String attribute, String value)
            throws LDAPException {
        to.modify(
                "uid=%s,%s".formatted(local, BASE),
                new Modification(ModificationType.ADD, attribute, value));
    }

    void run() throws Exception {
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-h",
                                "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d"
                                        .formatted(port, securePort),
                                "-f",
                                folder.resolve("slapd.conf").toString(),
                                "-d",
                                "256")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("slapd.log").toFile())
                        .start();
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                connect().close();
                return;
            } catch (LDAPException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IOException(
                            "slapd: " + Files.readString(folder.resolve("slapd.log")), e);
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void configure() throws Exception {
        issue();
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(
                folder.resolve("slapd.conf"),
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                include /etc/ldap/schema/misc.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/slapd.pid
                argsfile %1$s/slapd.args
                TLSCACertificateFile %1$s/ca.pem
                TLSCertificateFile %1$s/ca.pem
                TLSCertificateKeyFile %1$s/key.pem
                access to attrs=userPassword by anonymous auth by * none
                access to * by dn.base="cn=reader,dc=example,dc=org" read by anonymous read
                database mdb
                maxsize 10485760
                suffix "dc=example,dc=org"
                rootdn "%2$s"
                rootpw %3$s
                directory %1$s/db
                index objectClass eq
                """
                        .formatted(folder, ADMIN, PASSWORD));
    }

    /// By OpenSSL, for GnuTLS does not read the EC keys of the JDK.
    private void issue() throws Exception {
        var openssl =
                new ProcessBuilder(
                                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out ca.pem"
                                        .split(" "))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.log").toFile())
                        .start();
        if (openssl.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("openssl.log")));
        }
    }

    private void add(String dn, String objectClass, String... rest) throws LDAPException {
        var attributes = new ArrayList<Attribute>();
        var classes = new ArrayList<>(List.of(objectClass));
        int from = rest.length % 2;
        if (from == 1) {
            classes.add(rest[0]);
        }
        attributes.add(new Attribute("objectClass", classes));
        for (int i = from; i < rest.length; i += 2) {
            attributes.add(new Attribute(rest[i], rest[i + 1]));
        }
        try (var connection = connect()) {
            connection.add(dn, attributes);
        }
    }

    private LDAPConnection connect() throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, ADMIN, PASSWORD);
    }

    private static int freePort() {
        return FreePort.any();
    }
}
