package io.staffetta.milter;

import io.staffetta.milter.wire.Edit;
import io.staffetta.milter.wire.MilterException;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.Mailbox;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a filter wants changed in one message: collected until its last word, then done in one go
/// or not at all.
final class Edits implements AutoCloseable {

    /// What the bookkeeping of one edit is taken to need.
    private static final int OVERHEAD = 64;

    private final Path folder;
    private final long maxBody;
    private final int maxOctets;
    private final boolean binary;
    private final List<Edit> list = new ArrayList<>();
    private final HeaderEdits headers;
    private int octets;
    private Optional<String> quarantine = Optional.empty();
    private @Nullable ReplacedBody body;

    Edits(Ways ways, Message message, ShownMessage shown) {
        this.folder = ways.folder();
        this.maxBody = ways.settings().maxReplacedBody();
        this.maxOctets = ways.settings().maxEdits();
        this.binary = message.transaction().parameters().body() == BodyType.BINARY_MIME;
        this.headers = new HeaderEdits(shown);
    }

    /// Takes note of one.
    void add(Edit edit) throws IOException {
        octets += OVERHEAD + length(edit);
        if (octets > maxOctets) {
            throw new MilterException("the filter's edits are more than " + maxOctets + " octets");
        }
        switch (edit) {
            case Edit.ReplaceBody(var part) -> body().add(part);
            case Edit.Quarantine(var reason) -> quarantine = Optional.of(reason);
            default -> list.add(edit);
        }
    }

    /// Whether a new body has begun: from now on the old one must not be taken for checked.
    boolean replacesBody() {
        return body != null;
    }

    /// Why the message is to be held.
    Optional<String> quarantine() {
        return quarantine;
    }

    /// Does them all. The one that can fail comes first.
    void apply(Message message) throws IOException {
        var replaced = body;
        if (replaced != null) {
            replaced.end();
            try {
                message.replaceBody(replaced);
            } catch (IllegalArgumentException e) {
                throw new MilterException("the filter's new body is not valid", e);
            }
        }
        for (var edit : list) {
            switch (edit) {
                case Edit.AddHeader(var header) -> headers.add(header);
                case Edit.InsertHeader(int index, var header) -> headers.insert(index, header);
                case Edit.ChangeHeader(int index, var header) -> headers.change(index, header);
                case Edit.RemoveHeader(int index, var name) -> headers.remove(index, name);
                case Edit.AddRecipient(var address, var parameters) ->
                        message.addRecipient(Mailbox.parse(address), parameters);
                case Edit.RemoveRecipient(var address) ->
                        message.removeRecipient(Mailbox.parse(address));
                case Edit.ChangeSender(var path, var parameters) ->
                        parameters.ifPresentOrElse(
                                given -> message.changeReversePath(path, given),
                                () -> message.changeReversePath(path));
                case Edit.ReplaceBody _, Edit.Quarantine _ -> {}
            }
        }
        if (headers.count() > 0) {
            message.replaceHeaders(headers.result());
        }
    }

    /// How many there were of each kind, for the finding.
    Map<String, String> summary() {
        var summary = new LinkedHashMap<String, String>();
        if (headers.count() > 0) {
            summary.put("milter.headers", Integer.toString(headers.count()));
        }
        if (body != null) {
            summary.put("milter.body", "replaced");
        }
        long recipients =
                list.stream()
                        .filter(edit ->
                                edit instanceof Edit.AddRecipient
                                        || edit instanceof Edit.RemoveRecipient)
                        .count();
        if (recipients > 0) {
            summary.put("milter.recipients", Long.toString(recipients));
        }
        if (list.stream().anyMatch(Edit.ChangeSender.class::isInstance)) {
            summary.put("milter.sender", "changed");
        }
        return summary;
    }

    private ReplacedBody body() {
        var known = body;
        if (known == null) {
            known = new ReplacedBody(folder, maxBody, binary);
            body = known;
        }
        return known;
    }

    /// Parts of a body have a limit of their own.
    private static int length(Edit edit) {
        return switch (edit) {
            case Edit.AddHeader(var header) -> length(header);
            case Edit.InsertHeader(var _, var header) -> length(header);
            case Edit.ChangeHeader(var _, var header) -> length(header);
            case Edit.RemoveHeader(var _, var name) -> name.length();
            case Edit.AddRecipient(var address, var _) -> address.length();
            case Edit.RemoveRecipient(var address) -> address.length();
            case Edit.ChangeSender _ -> OVERHEAD;
            case Edit.Quarantine(var reason) -> reason.length();
            case Edit.ReplaceBody _ -> -OVERHEAD;
        };
    }

    private static int length(Header header) {
        return header.name().length() + header.value().length();
    }

    @Override
    public void close() throws IOException {
        var replaced = body;
        if (replaced != null) {
            replaced.close();
        }
    }
}
