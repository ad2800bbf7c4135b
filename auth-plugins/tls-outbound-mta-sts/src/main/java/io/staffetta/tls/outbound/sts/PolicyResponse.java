package io.staffetta.tls.outbound.sts;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;

import java.io.IOException;

/// What servers of policies answer.
final class PolicyResponse {

    private PolicyResponse() {}

    /// Reads the policy. Only 200 is good; no other status, redirects least of all, leads to one.
    ///
    /// @param maxSize octets
    /// @throws IOException if there is none in it; with one line
    static byte[] read(ClassicHttpResponse response, int maxSize) throws IOException {
        if (response.getCode() != HttpStatus.SC_OK) {
            throw new IOException("HTTP status " + response.getCode());
        }
        var entity = response.getEntity();
        if (entity == null) {
            throw new IOException("the response has no content");
        }
        var type = entity.getContentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("text/plain")) {
            throw new IOException("content of type '" + type + "' instead of text/plain");
        }
        var encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new IOException("content is encoded as '" + encoding + "'");
        }
        var octets = entity.getContent().readNBytes(maxSize + 1);
        if (octets.length > maxSize) {
            throw new IOException("the policy has more than " + maxSize + " octets");
        }
        return octets;
    }
}
