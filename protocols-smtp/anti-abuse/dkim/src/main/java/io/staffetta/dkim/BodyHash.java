package io.staffetta.dkim;

import io.staffetta.spi.mail.Content;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A hash of a body (RFC 6376 §3.7).
///
/// @param base64 the hash
/// @param length octets of the whole canonical body
record BodyHash(String base64, long length) {

    private static final int CHUNK = 64 * 1024;

    /// Which hash.
    ///
    /// @param how the body is made canonical
    /// @param limit how many octets of it count
    record Kind(Canonicalization how, long limit) {

        static Kind whole(Canonicalization how) {
            return new Kind(how, Long.MAX_VALUE);
        }
    }

    /// All hashes wanted of a body, which is read once and never held in memory.
    static Map<Kind, BodyHash> of(Content body, Set<Kind> kinds) throws IOException {
        var digests = new LinkedHashMap<Kind, BodyDigest>();
        var outs = new HashMap<Kind, OutputStream>();
        for (var kind : kinds) {
            var digest = new BodyDigest(kind.limit());
            digests.put(kind, digest);
            // The canonicalizers write single octets.
            outs.put(kind, kind.how().body(new BufferedOutputStream(digest, CHUNK)));
        }
        if (!kinds.isEmpty()) {
            copy(body, outs.values());
        }
        var hashes = new HashMap<Kind, BodyHash>();
        digests.forEach((kind, digest) -> hashes.put(kind, of(kind, digest)));
        return hashes;
    }

    private static void copy(Content body, Iterable<OutputStream> outs) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int last = '\n';
        int beforeLast = '\r';
        try (var in = body.open()) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                for (var out : outs) {
                    out.write(chunk, 0, n);
                }
                if (n > 0) {
                    beforeLast = n > 1 ? chunk[n - 2] : last;
                    last = chunk[n - 1];
                }
            }
        }
        for (var out : outs) {
            if (beforeLast != '\r' || last != '\n') {
                out.write('\r');
                out.write('\n');
            }
            out.close();
        }
    }

    private static BodyHash of(Kind kind, BodyDigest digest) {
        // The library makes one empty line of a body of nothing but blank lines, and RFC 6376
        // §3.4.4 nothing.
        if (kind.how() == Canonicalization.RELAXED && digest.length() == 2) {
            return new BodyHash(base64(Sha256.digest().digest()), 0);
        }
        return new BodyHash(base64(digest.digest()), digest.length());
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
