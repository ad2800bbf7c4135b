package io.staffetta.distribution.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A Postfix with many names: one address of the loopback network for each certificate, all on one
/// port. It takes mail for `anna` of any domain below `test`.
final class TlsPostfix implements AutoCloseable {

    private final PeerFolder folder;
    private final PeerProcess process;
    private final int port;

    private TlsPostfix(PeerFolder folder, PeerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static void assumeInstalled() {
        PeerProcess.needs(true, "postfix");
    }

    /// Starts it.
    ///
    /// @param clients authority of the client certificates that it believes
    /// @param servers what to show by address; addresses that ask for a client's certificate end
    ///   with a question mark, those that demand it with an exclamation mark
    static TlsPostfix start(int port, Issued clients, Map<String, Issued> servers) {
        var folder = PeerFolder.create("postfix");
        folder.owned("spool", "root");
        folder.owned("data", "postfix");
        folder.mailbox("mail/anna");
        folder.write("clients.pem", clients.pem());
        servers.forEach((address, issued) -> issued.write(folder.resolve(file(address))));
        folder.write("conf/main.cf", main(folder.path()));
        folder.write(
                "conf/master.cf",
                servers.keySet().stream()
                                .map(address -> listener(folder.path(), address, port))
                                .collect(Collectors.joining())
                        + SERVICES);
        folder.write("conf/domains", "/\\.test$/ ours\n");
        folder.write("conf/mailboxes", "/^anna@/ anna/\n");
        var process =
                PeerProcess.start(
                        folder.resolve("output"),
                        List.of("postfix", "-c", folder.resolve("conf").toString(), "start-fg"));
        Patience.until(
                () -> folder.read("maillog").contains("daemon started"),
                () -> "Postfix does not start: " + process.output() + folder.read("maillog"));
        return new TlsPostfix(folder, process, port);
    }

    int port() {
        return port;
    }

    Maildir mailbox() {
        return new Maildir(folder.resolve("mail/anna"));
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

    private static String file(String address) {
        return bare(address) + ".pem";
    }

    private static String bare(String address) {
        return address.replaceAll("[?!]", "");
    }

    private static String listener(Path folder, String address, int port) {
        var asks =
                address.endsWith("?")
                        ? " -o smtpd_tls_ask_ccert=yes"
                        : address.endsWith("!")
                                ? " -o smtpd_tls_security_level=encrypt -o smtpd_tls_req_ccert=yes"
                                : "";
        return "%s:%d inet n - n - - smtpd\n  -o smtpd_tls_chain_files=%s/%s%s\n"
                .formatted(bare(address), port, folder, file(address), asks);
    }

    private static String main(Path folder) {
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
        virtual_mailbox_domains = regexp:%1$s/conf/domains
        virtual_mailbox_maps = regexp:%1$s/conf/mailboxes
        virtual_mailbox_base = %1$s/mail
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_recipient_restrictions =
        smtpd_tls_security_level = may
        smtpd_tls_CAfile = %1$s/clients.pem
        smtpd_tls_loglevel = 1
        smtpd_tls_received_header = yes
        """
                .formatted(folder);
    }

    private static final String SERVICES =
            """
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """;
}
