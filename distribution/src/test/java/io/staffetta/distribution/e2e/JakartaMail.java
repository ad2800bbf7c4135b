package io.staffetta.distribution.e2e;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.util.List;
import java.util.Properties;

/// Jakarta Mail (Angus), which leaves CRAM-MD5 to the SASL of the JDK.
record JakartaMail() implements MailProgram {

    private static final String MILLIS = "60000";

    @Override
    public String program() {
        return "";
    }

    @Override
    public List<String> mechanisms() {
        return List.of("PLAIN", "LOGIN", "CRAM-MD5");
    }

    /// Its way through the JDK's SASL loses the reply; in XOAUTH2 it gives up at the error
    /// challenge.
    @Override
    public boolean shows(String mechanism) {
        return !mechanism.equals("CRAM-MD5") && !mechanism.equals("XOAUTH2");
    }

    @Override
    public Command.Result run(Order order) {
        var session = Session.getInstance(properties(order));
        try {
            var mail = new MimeMessage(session);
            mail.setFrom(order.account());
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(order.account()));
            mail.setSubject(order.subject());
            mail.setText("hello");
            try (var transport = session.getTransport("smtp")) {
                transport.connect("127.0.0.1", order.port(), order.account(), order.password());
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return new Command.Result(0, "", "");
        } catch (MessagingException e) {
            return new Command.Result(1, "", e.toString());
        }
    }

    private static Properties properties(Order order) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.auth", "true");
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS);
        properties.setProperty("mail.smtp.timeout", MILLIS);
        properties.setProperty("mail.smtp.ssl.trust", "*");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        properties.setProperty(
                order.implicit() ? "mail.smtp.ssl.enable" : "mail.smtp.starttls.required", "true");
        properties.setProperty("mail.smtp.starttls.enable", "" + !order.implicit());
        boolean sasl = order.mechanism().equals("CRAM-MD5");
        properties.setProperty("mail.smtp.sasl.enable", "" + sasl);
        properties.setProperty(
                sasl ? "mail.smtp.sasl.mechanisms" : "mail.smtp.auth.mechanisms",
                order.mechanism());
        return properties;
    }
}
