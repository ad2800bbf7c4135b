package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/// What a newcomer does: start without any configuration, and send the first mail with a client
/// nobody here wrote.
class FirstMailIT {

    private static final Pattern FIRST_ACCOUNT =
            Pattern.compile("account\\s+(\\S+@\\S+)\\s+password\\s+(\\S+)");

    @TempDir static Path data;
    private static ServerProcess server;
    private static String login;
    private static String password;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(Distribution.built(), data, null, ServerProcess.freePorts());
        var matcher = FIRST_ACCOUNT.matcher(server.awaitLine(line -> line.contains("password  ")));
        assertThat(matcher.find()).as(server.output()).isTrue();
        login = matcher.group(1);
        password = matcher.group(2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void submittedWithStartTlsAndAPasswordTheMessageLiesInTheMailboxOctetForOctet()
            throws Exception {
        var message = send("submission", "smtp", "first mail by STARTTLS");
        assertThat(bodyOf(delivered("first mail by STARTTLS"))).isEqualTo(bodyOf(message));
    }

    @Test
    void implicitTlsWorksTheSameWay() throws Exception {
        var message = send("smtps", "smtps", "first mail by implicit TLS");
        assertThat(bodyOf(delivered("first mail by implicit TLS"))).isEqualTo(bodyOf(message));
    }

    @Test
    void theTraceSaysHowItCame() throws Exception {
        send("submission", "smtp", "trace");
        var stored = delivered("Subject: trace");
        assertThat(stored).startsWith("Return-Path: <" + login + ">\r\n");
        assertThat(stored)
                .containsPattern("(?s)Received: from .*using TLSv1\\.3 with .* with ESMTPSA id ");
    }

    private static String send(String listener, String protocol, String subject) throws Exception {
        var properties = new Properties();
        properties.put("mail." + protocol + ".auth", "true");
        properties.put("mail." + protocol + ".starttls.required", "true");
        properties.put("mail." + protocol + ".ssl.trust", "*");
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "false");
        properties.put("mail." + protocol + ".connectiontimeout", "30000");
        properties.put("mail." + protocol + ".timeout", "30000");
        var session = Session.getInstance(properties);
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(login));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(login));
        message.setSubject(subject);
        message.setText(".leading dot\r\n..two\r\n\r\nGrüße ✉\r\n.\r\nend", "UTF-8");
        message.saveChanges();
        try (var transport = session.getTransport(protocol)) {
            transport.connect("127.0.0.1", server.port(listener), login, password);
            transport.sendMessage(message, message.getAllRecipients());
        }
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String delivered(String text) {
        int at = login.indexOf('@');
        var mailbox = Maildir.of(server, login.substring(0, at), login.substring(at + 1));
        return mailbox.awaitContaining(text);
    }

    /// From our own first field on, without what delivery and transfer put in front; a message that
    /// does not end in CRLF gets one (RFC 5321 4.1.1.4).
    private static String bodyOf(String message) {
        var own = message.substring(message.indexOf("From: "));
        return own.endsWith("\r\n") ? own : own + "\r\n";
    }
}
