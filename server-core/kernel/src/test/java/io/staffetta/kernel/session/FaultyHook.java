package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Keywords;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.tls.TlsFacts;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Fails in one phase.
record FaultyHook(Phase phase, Fault fault)
        implements Hook.OnConnect,
                Hook.OnTls,
                Hook.OnHelo,
                Hook.OnAuth,
                Hook.OnMail,
                Hook.OnRcpt,
                Hook.OnUnknown,
                Hook.OnData,
                Hook.OnMessage {

    enum Fault {
        CHECKED,
        UNCHECKED,
        LINKAGE,
        STACK_OVERFLOW,
        ASSERTION,
        NULL,
        HANG
    }

    private Decision at(Phase now) throws Exception {
        if (now != phase) {
            return Decision.NEXT;
        }
        return switch (fault) {
            case CHECKED -> throw new IOException("no answer");
            case UNCHECKED -> throw new IllegalStateException("broken");
            case LINKAGE -> throw new NoClassDefFoundError("org/example/Missing");
            case STACK_OVERFLOW -> throw new StackOverflowError();
            case ASSERTION -> throw new AssertionError("not so");
            case NULL -> null;
            case HANG -> {
                new CountDownLatch(1).await();
                yield Decision.NEXT;
            }
        };
    }

    @Override
    public Decision onConnect(Session session) throws Exception {
        return at(Phase.CONNECT);
    }

    @Override
    public Decision onTls(TlsFacts tls, Session session) throws Exception {
        return at(Phase.TLS);
    }

    @Override
    public Decision onHelo(Greeting greeting, Keywords keywords, Session session) throws Exception {
        return at(Phase.HELO);
    }

    @Override
    public Decision onAuth(Optional<Identity> identity, String mechanism, Session session)
            throws Exception {
        return at(Phase.AUTH);
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session)
            throws Exception {
        return at(Phase.MAIL);
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction)
            throws Exception {
        return at(Phase.RCPT);
    }

    @Override
    public Decision onUnknown(String line, Session session) throws Exception {
        return at(Phase.UNKNOWN);
    }

    @Override
    public Decision onData(Transaction transaction) throws Exception {
        return at(Phase.DATA);
    }

    @Override
    public Decision onMessage(Message message) throws Exception {
        message.addHeader(Header.of("X-Half", "done"));
        return at(Phase.MESSAGE);
    }
}
