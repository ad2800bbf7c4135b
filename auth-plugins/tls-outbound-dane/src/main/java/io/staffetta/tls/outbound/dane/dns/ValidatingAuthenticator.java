package io.staffetta.tls.outbound.dane.dns;

import io.staffetta.dns.Deadline;

import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Properties;
import java.util.stream.Collectors;

/// Validates every signature itself, from a trust anchor down (RFC 4035 §5).
final class ValidatingAuthenticator implements Authenticator {

    private final Asking servers;
    private final ValidatingResolver validator;

    /// @param anchors DS or DNSKEY records
    /// @param keys how many keys of zones are kept
    ValidatingAuthenticator(Asking servers, TrustAnchors anchors, int keys, Clock clock)
            throws IOException {
        this.servers = servers;
        validator = new ValidatingResolver(ValidatorLink.INSTANCE, clock);
        var properties = new Properties();
        properties.setProperty("dnsjava.dnssec.keycache.max_size", Integer.toString(keys));
        validator.init(properties);
        validator.getTrustAnchors().clear();
        validator.loadTrustAnchors(
                new ByteArrayInputStream(anchors.text().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public Authenticated ask(Question question, Deadline deadline)
            throws DnsFailure, InterruptedException {
        var lookup = new Lookup(servers, deadline);
        var response = lookup.await(validator.sendAsync(question.query(), lookup));
        var reason = reason(response);
        int rcode = response.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new DnsFailure("bogus: " + reason, true);
        }
        boolean secure = response.getHeader().getFlag(Flags.AD);
        if (!secure && reason.isEmpty() && !answers(response, question)) {
            // Also what comes out if the validator trips over a denial of existence.
            throw new DnsFailure("bogus: it is not proven that there is none", true);
        }
        return new Authenticated(response, secure);
    }

    private static boolean answers(Message response, Question question) {
        return response.getSection(Section.ANSWER).stream()
                .anyMatch(record -> record.getType() == question.type());
    }

    private static String reason(Message response) {
        return response.getSection(Section.ADDITIONAL).stream()
                .filter(ValidatingAuthenticator::isReason)
                .flatMap(record -> ((TXTRecord) record).getStrings().stream())
                .collect(Collectors.joining());
    }

    private static boolean isReason(Record record) {
        return record instanceof TXTRecord
                && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS;
    }
}
