package io.staffetta.milter;

import io.staffetta.milter.wire.Stage;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The macros a filter gets with each event unless it asks for others: names between blanks, such
/// as `j v {client_addr}`.
///
/// @param connect with a connection
/// @param helo with a greeting
/// @param mail with a sender
/// @param rcpt with a recipient
/// @param data with DATA
/// @param unknown with a command that is not known
/// @param endOfHeader with the end of the header section
/// @param endOfMessage with the end of the message
public record MacroLists(
        String connect,
        String helo,
        String mail,
        String rcpt,
        String data,
        String unknown,
        String endOfHeader,
        String endOfMessage) {

    private static final String CONNECT =
            "j _ v {daemon_name} {daemon_addr} {daemon_port}"
                    + " {client_addr} {client_name} {client_port} {client_ptr}";
    private static final String HELO =
            "{tls_version} {cipher} {cipher_bits} {cert_subject} {cert_issuer}";
    private static final String MAIL =
            "i {auth_type} {auth_authen} {auth_author} {mail_addr} {mail_host} {mail_mailer}";

    /// Those of Postfix, and what is known of the client.
    public static final MacroLists DEFAULTS =
            new MacroLists(
                    CONNECT,
                    HELO,
                    MAIL,
                    "i {rcpt_addr} {rcpt_host} {rcpt_mailer}",
                    "i",
                    "",
                    "i",
                    "i");

    public MacroLists {
        connect = Objects.requireNonNullElse(connect, CONNECT);
        helo = Objects.requireNonNullElse(helo, HELO);
        mail = Objects.requireNonNullElse(mail, MAIL);
        rcpt = Objects.requireNonNullElse(rcpt, "i {rcpt_addr} {rcpt_host} {rcpt_mailer}");
        data = Objects.requireNonNullElse(data, "i");
        unknown = Objects.requireNonNullElse(unknown, "");
        endOfHeader = Objects.requireNonNullElse(endOfHeader, "i");
        endOfMessage = Objects.requireNonNullElse(endOfMessage, "i");
    }

    Map<Stage, List<String>> byStage() {
        var lists = new EnumMap<Stage, List<String>>(Stage.class);
        lists.put(Stage.CONNECT, names(connect));
        lists.put(Stage.HELO, names(helo));
        lists.put(Stage.MAIL, names(mail));
        lists.put(Stage.RCPT, names(rcpt));
        lists.put(Stage.DATA, names(data));
        lists.put(Stage.UNKNOWN, names(unknown));
        lists.put(Stage.END_OF_HEADER, names(endOfHeader));
        lists.put(Stage.END_OF_MESSAGE, names(endOfMessage));
        return lists;
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split("[\\s,]+")).filter(name -> !name.isEmpty()).toList();
    }
}
