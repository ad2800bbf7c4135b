package io.staffetta.distribution.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A Dovecot of its own that speaks LMTP, and checks passwords for a [Postfix].
///
/// Its users are `anna`, `bert` and `full` (who has no room left) at any domain; their password is
/// [#PASSWORD].
final class Dovecot implements AutoCloseable {

    private static final Path LMTP = Path.of("/usr/lib/dovecot/lmtp");

    static final String PASSWORD = "correct horse battery staple";

    private final PeerFolder folder;
    private final PeerProcess process;
    private final int port;

    private Dovecot(PeerFolder folder, PeerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static void assumeInstalled() {
        PeerProcess.needs(true, "dovecot");
        assumeTrue(Files.exists(LMTP), "dovecot-lmtpd is not installed");
    }

    /// Starts it.
    ///
    /// @param certificate key and chain as PEM
    static Dovecot start(Path certificate) {
        var folder = PeerFolder.create("dovecot");
        folder.shared("mail");
        folder.mailbox("mail/anna");
        folder.mailbox("mail/bert");
        folder.write(
                "users",
                """
                anna:{PLAIN}%1$s::::::
                bert:{PLAIN}%1$s::::::
                full:{PLAIN}%1$s::::::userdb_quota_rule=*:bytes=10
                """
                        .formatted(PASSWORD));
        int port = FreePort.any();
        var configuration =
                folder.write("dovecot.conf", configuration(folder.path(), certificate, port));
        var process =
                PeerProcess.start(
                        folder.resolve("output"),
                        List.of("dovecot", "-F", "-c", configuration.toString()),
                        port);
        return new Dovecot(folder, process, port);
    }

    /// As a `<host>` of a route.
    String host() {
        return "[127.0.0.1]:" + port;
    }

    int port() {
        return port;
    }

    /// LMTP on a UNIX socket.
    Path socket() {
        return folder.resolve("lmtp");
    }

    /// Where a [Postfix] asks for passwords.
    Path auth() {
        return folder.resolve("auth");
    }

    Maildir mailbox(String localPart) {
        return new Maildir(folder.resolve("mail").resolve(localPart));
    }

    String log() {
        return folder.read("log");
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private static String configuration(Path folder, Path certificate, int port) {
        return """
        protocols = lmtp
        listen = 127.0.0.1
        base_dir = %1$s/run
        state_dir = %1$s/state
        log_path = %1$s/log
        hostname = box.test
        ssl = yes
        ssl_cert = <%2$s
        ssl_key = <%2$s
        auth_mechanisms = plain login
        mail_location = maildir:%1$s/mail/%%n
        mail_uid = 65534
        mail_gid = 65534
        mail_plugins = quota
        passdb {
          driver = passwd-file
          args = username_format=%%n %1$s/users
        }
        userdb {
          driver = passwd-file
          args = username_format=%%n %1$s/users
        }
        service lmtp {
          inet_listener lmtp {
            address = 127.0.0.1
            port = %3$d
          }
          unix_listener %1$s/lmtp {
            mode = 0666
          }
        }
        service auth {
          unix_listener %1$s/auth {
            mode = 0666
          }
        }
        plugin {
          quota = maildir:User quota
        }
        """
                .formatted(folder, certificate, port);
    }
}
