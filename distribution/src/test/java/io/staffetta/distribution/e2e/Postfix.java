package io.staffetta.distribution.e2e;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A Postfix of its own: configuration, queue and mailboxes in a temporary folder.
///
/// It has all domains below `test`, in each the mailboxes `anna` and `bert`, takes mail from this
/// machine and sends everything else to one relay.
final class Postfix implements AutoCloseable {

    /// A port it listens on.
    enum Port {
        /// STARTTLS is offered.
        OPPORTUNISTIC("-o smtpd_tls_security_level=may"),
        /// No STARTTLS.
        CLEAR("-o smtpd_tls_security_level=none"),
        /// TLS with the first octet.
        IMPLICIT("-o smtpd_tls_wrappermode=yes -o smtpd_tls_security_level=encrypt"),
        /// For users: STARTTLS, then AUTH.
        SUBMISSION(
                "-o smtpd_tls_security_level=encrypt -o smtpd_tls_auth_only=yes"
                        + " -o smtpd_sasl_auth_enable=yes"
                        + " -o smtpd_relay_restrictions=permit_sasl_authenticated,reject"
                        + " -o smtpd_client_restrictions=permit_sasl_authenticated,reject"),
        /// Takes small messages only, but does not say so.
        UNDECLARED_SMALL(
                "-o smtpd_tls_security_level=none -o message_size_limit=20000"
                        + " -o smtpd_discard_ehlo_keywords=size"),
        /// Takes small messages only.
        SMALL("-o smtpd_tls_security_level=none -o message_size_limit=20000");

        private final String options;

        Port(String options) {
            this.options = options;
        }
    }

    private final PeerFolder folder;
    private final PeerProcess process;
    private final Map<Port, Integer> ports;

    private Postfix(PeerFolder folder, PeerProcess process, Map<Port, Integer> ports) {
        this.folder = folder;
        this.process = process;
        this.ports = ports;
    }

    static void assumeInstalled() {
        PeerProcess.needs(true, "postfix");
    }

    /// Starts it.
    ///
    /// @param certificate key and chain as PEM
    /// @param relay port of the server that gets what is not its own
    /// @param auth Dovecot's socket that knows its users
    static Postfix start(Path certificate, int relay, Path auth) {
        var folder = PeerFolder.create("postfix");
        folder.owned("spool", "root");
        folder.owned("data", "postfix");
        folder.mailbox("mail/anna");
        folder.mailbox("mail/bert");
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            ports.put(port, FreePort.any());
        }
        folder.write("conf/main.cf", main(folder.path(), certificate, relay, auth));
        folder.write("conf/master.cf", master(ports));
        folder.write("conf/domains", "/\\.test$/ ours\n");
        folder.write("conf/mailboxes", "/^anna@/ anna/\n/^bert@/ bert/\n");
        var process =
                PeerProcess.start(
                        folder.resolve("output"),
                        List.of("postfix", "-c", folder.resolve("conf").toString(), "start-fg"),
                        ports.values().stream().mapToInt(Integer::intValue).toArray());
        return new Postfix(folder, process, ports);
    }

    int port(Port port) {
        return ports.get(port);
    }

    /// As a `<host>` of a route.
    String host(Port port) {
        return "[127.0.0.1]:" + port(port);
    }

    /// The mailbox of `anna` or `bert`.
    Maildir mailbox(String localPart) {
        return new Maildir(folder.resolve("mail").resolve(localPart));
    }

    String log() {
        return folder.read("maillog");
    }

    /// Ends its master, which `postfix start-fg` only watches; that ends all the others.
    @Override
    public void close() {
        var master = Long.parseLong(folder.read("spool/pid/master.pid").strip());
        ProcessHandle.of(master).ifPresent(ProcessHandle::destroy);
        process.awaitEnd();
        folder.close();
    }

    private static String main(Path folder, Path certificate, int relay, Path auth) {
        return """
        compatibility_level = 3.6
        queue_directory = %1$s/spool
        data_directory = %1$s/data
        maillog_file = %1$s/maillog
        maillog_file_prefixes = %1$s
        myhostname = mail.peer.test
        mydestination =
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        disable_dns_lookups = yes
        alias_maps =
        alias_database =
        relayhost = [127.0.0.1]:%3$d
        virtual_mailbox_domains = regexp:%1$s/conf/domains
        virtual_mailbox_maps = regexp:%1$s/conf/mailboxes
        virtual_mailbox_base = %1$s/mail
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
        smtpd_recipient_restrictions =
        smtpd_error_sleep_time = 0
        smtpd_tls_chain_files = %2$s
        smtpd_tls_loglevel = 1
        smtpd_tls_received_header = yes
        smtp_tls_security_level = none
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = %4$s
        """
                .formatted(folder, certificate, relay, auth);
    }

    private static String master(Map<Port, Integer> ports) {
        var listeners =
                ports.entrySet().stream()
                        .map(entry ->
                                "127.0.0.1:%d inet n - n - - smtpd\n  %s\n"
                                        .formatted(entry.getValue(), entry.getKey().options))
                        .collect(Collectors.joining());
        return listeners
                + """
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                proxywrite unix - - n - 1 proxymap
                smtp unix - - n - - smtp
                relay unix - - n - - smtp
                showq unix n - n - - showq
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                virtual unix - n n - - virtual
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """;
    }
}
