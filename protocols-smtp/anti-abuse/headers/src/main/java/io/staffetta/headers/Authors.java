package io.staffetta.headers;

import io.staffetta.headers.HeadersSettings.Alignment;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Who claims to have written the message.
final class Authors {

    private static final int MAX_NAME = 1000;
    private static final int MAX_AUTHORS = 100;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>\"'(),:;]{1,64}+@([A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++)");

    private final boolean several;
    private final Alignment alignment;
    private final Accounts accounts;

    Authors(boolean several, Alignment alignment, Accounts accounts) {
        this.several = several;
        this.alignment = alignment;
        this.accounts = accounts;
    }

    /// @throws java.io.UncheckedIOException if the accounts cannot tell now
    void check(Section section, Transaction transaction, BiConsumer<Rule, String> broken) {
        var fields = section.all("From");
        if (fields.size() > 1) {
            broken.accept(Rule.FROM, "there is more than one From");
        }
        for (var field : fields) {
            try {
                check(Author.parse(field.unfolded()), transaction, broken);
            } catch (IllegalArgumentException e) {
                broken.accept(Rule.FROM, "From cannot be read: " + e.getMessage());
            }
        }
    }

    private void check(
            List<Author> authors, Transaction transaction, BiConsumer<Rule, String> broken) {
        if (authors.size() > 1 && !several) {
            broken.accept(Rule.FROM, "From has more than one mailbox");
        }
        if (authors.size() > MAX_AUTHORS) {
            broken.accept(Rule.FROM, "From has more than %d mailboxes".formatted(MAX_AUTHORS));
            broken.accept(Rule.ALIGNMENT, "From has too many mailboxes to check");
            return;
        }
        for (var author : authors) {
            if (!isAligned(author.mailbox(), transaction)) {
                broken.accept(
                        Rule.ALIGNMENT,
                        switch (alignment) {
                            case ACCOUNT -> "this account may not send as " + author.mailbox();
                            case NONE, REVERSE_PATH ->
                                    "From (%s) does not agree with the sender of the envelope"
                                            .formatted(author.mailbox().domain());
                        });
            }
            if (showsAnother(author)) {
                broken.accept(Rule.DISPLAY_NAME, "the display name of From shows another address");
            }
        }
    }

    private boolean isAligned(Mailbox from, Transaction transaction) {
        return switch (alignment) {
            case NONE -> true;
            case REVERSE_PATH ->
                    switch (transaction.reversePath()) {
                        case ReversePath.Null() -> true;
                        case ReversePath.Sender(var sender) ->
                                areRelated(from.domain(), sender.domain());
                    };
            case ACCOUNT ->
                    transaction
                            .session()
                            .identity()
                            .map(identity -> accounts.maySendAs(identity.account(), from))
                            .orElse(true);
        };
    }

    static boolean areRelated(Domain one, Domain other) {
        return isWithin(one.name(), other.name()) || isWithin(other.name(), one.name());
    }

    private static boolean isWithin(String lower, String upper) {
        // A sub-domain of a top-level domain is no relative of all others below it.
        return lower.equals(upper) || (upper.indexOf('.') > 0 && lower.endsWith("." + upper));
    }

    private static boolean showsAnother(Author author) {
        var name = author.displayName();
        var shown = ADDRESS.matcher(name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name);
        while (shown.find()) {
            if (!author.mailbox().domain().name().equalsIgnoreCase(shown.group(1))) {
                return true;
            }
        }
        return false;
    }
}
