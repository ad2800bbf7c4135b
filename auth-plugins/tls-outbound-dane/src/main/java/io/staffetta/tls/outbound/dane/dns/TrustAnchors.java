package io.staffetta.tls.outbound.dane.dns;

import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Where chains of signatures begin.
///
/// @param records DS and DNSKEY records; at least one
public record TrustAnchors(List<Record> records) {

    private static final String SHIPPED = "root-anchors.zone";

    /// More than any zone has keys.
    private static final int MAX_SIZE = 1 << 20;

    public TrustAnchors {
        records = List.copyOf(records);
    }

    /// Those of the root zone that were known when this was made.
    ///
    /// @throws IOException if the jar is broken
    public static TrustAnchors shipped() throws IOException {
        try (var in = TrustAnchors.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IOException("no " + SHIPPED + " in the jar");
            }
            return parse(SHIPPED, in.readAllBytes());
        }
    }

    /// Those in a file, in the format of zone files.
    ///
    /// @throws IOException if there is none in it; with one line for the operator
    public static TrustAnchors read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new IOException(file + ": too large for a file of trust anchors");
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }

    /// As in a zone file.
    String text() {
        return records.stream().map(Record::toString).collect(Collectors.joining("\n"));
    }

    private static TrustAnchors parse(String name, byte[] octets) throws IOException {
        var anchors = new ArrayList<Record>();
        try (var master = new Master(new ByteArrayInputStream(octets), Name.root, 0)) {
            master.disableIncludes();
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                if (record.getType() == Type.DS || record.getType() == Type.DNSKEY) {
                    anchors.add(record);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    name + ": not in the format of zone files: " + Line.of(words(e)), e);
        }
        if (anchors.isEmpty()) {
            throw new IOException(name + ": no DS or DNSKEY record in it");
        }
        return new TrustAnchors(anchors);
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
