package io.staffetta.maildir;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import jakarta.inject.Inject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Delivers into Maildir mailboxes below one directory. A recipient is delivered when the file and
/// its entry in `new` are on stable storage; whatever hinders that is a deferral, never a failure,
/// since the mail is in our hands already and the disk will be mended.
///
/// An attempt that is repeated after a crash finds the file of the first by its name and leaves it
/// at that, as long as no mail reader has renamed it.
public final class MaildirTransport implements Transport {

    private static final Logger log = LoggerFactory.getLogger(MaildirTransport.class);

    private static final EnhancedStatus OUR_TROUBLE = EnhancedStatus.parse("4.3.0");
    private static final EnhancedStatus DISK_FULL = EnhancedStatus.parse("4.3.1");
    private static final EnhancedStatus MAILBOX_FULL = EnhancedStatus.parse("4.2.2");

    private static final int REMEMBERED = 100_000;

    private final Path root;
    private final FinalCopy copy;
    private final String hostname;
    private final InstantSource clock;
    private final AtomicLong drafts = new AtomicLong();

    /// Mailboxes whose folders are known to be on stable storage, and who syncs the entries of
    /// their `new`.
    private final Map<MailboxFolder, SharedSync> ready = new ConcurrentHashMap<>();

    @Inject
    public MaildirTransport(MaildirSettings settings, Server server, InstantSource clock) {
        this.root = server.data().resolve(settings.directory()).toAbsolutePath().normalize();
        this.copy = new FinalCopy(settings.lineEndings());
        this.hostname = server.hostname();
        this.clock = clock;
    }

    @Override
    public void start() throws IOException {
        try {
            create(root);
        } catch (IOException e) {
            throw new IOException("maildir: cannot make " + root + ": " + reason(e), e);
        }
        if (!Files.isWritable(root)) {
            throw new IOException("maildir: no permission to write to " + root);
        }
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        var outcomes = HashMap.<Integer, Outcome>newHashMap(delivery.recipients().size());
        for (int recipient : delivery.recipients()) {
            outcomes.put(recipient, deliver(delivery, recipient));
        }
        return outcomes;
    }

    private Outcome deliver(Delivery delivery, int recipient) {
        var mailbox = MailboxFolder.of(root, delivery.recipient(recipient).mailbox());
        try {
            try {
                return deliver(delivery, recipient, mailbox, prepare(mailbox));
            } catch (NoSuchFileException e) {
                // Somebody removed the mailbox since we last looked.
                ready.remove(mailbox);
                return deliver(delivery, recipient, mailbox, prepare(mailbox));
            }
        } catch (IOException | RuntimeException e) {
            log.atWarn()
                    .addKeyValue("id", delivery.id())
                    .addKeyValue("mailbox", mailbox.home())
                    .addKeyValue("error", reason(e))
                    .log("cannot deliver now");
            return deferred(reason(e));
        }
    }

    private Outcome deliver(
            Delivery delivery, int recipient, MailboxFolder mailbox, SharedSync entries)
            throws IOException {
        var name = MessageName.of(delivery, recipient, hostname);
        if (mailbox.has(name)) {
            entries.await();
        } else {
            // The process id keeps apart from a crashed run, the number from a call given up on.
            var draft = name + "." + ProcessHandle.current().pid() + "." + drafts.incrementAndGet();
            mailbox.deliver(name, draft, out -> copy.write(delivery, recipient, out), entries);
        }
        return new Outcome.Delivered("delivered to maildir");
    }

    private SharedSync prepare(MailboxFolder mailbox) throws IOException {
        var known = ready.get(mailbox);
        if (known != null) {
            return known;
        }
        mailbox.create();
        mailbox.sweep(clock.instant());
        if (ready.size() >= REMEMBERED) {
            ready.clear();
        }
        return ready.computeIfAbsent(mailbox, folder -> new SharedSync(folder::sync));
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var parent = folder.getParent();
        if (parent != null) {
            create(parent);
        }
        Durable.createFolder(folder);
    }

    private static Outcome deferred(String reason) {
        var lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("quota exceeded")) {
            return new Outcome.Deferred(MAILBOX_FULL, "mailbox is over its quota");
        }
        if (lower.contains("no space left")) {
            return new Outcome.Deferred(DISK_FULL, "no space left for mail");
        }
        return new Outcome.Deferred(OUR_TROUBLE, "cannot write to the mailbox now");
    }

    /// The paths in the message of a [java.nio.file.FileSystemException] are for the log only.
    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
