package io.staffetta.dmarc;

import io.staffetta.spi.mail.Header;

import java.util.HashSet;
import java.util.List;

/// The Author Domain (RFC 9989 §5.3.1).
sealed interface Author {

    /// There is exactly one.
    record Known(String domain) implements Author {}

    /// There is none, or several, or none can be told.
    ///
    /// @param why one line
    record Unclear(String why) implements Author {}

    /// Reads the `From` fields of a message.
    static Author of(List<Header> headers) {
        var fields = headers.stream().filter(header -> header.is("From")).limit(2).toList();
        if (fields.size() != 1) {
            return new Unclear(fields.isEmpty() ? "there is no From" : "there are several From");
        }
        var addresses = new FromField(fields.getFirst().value()).addresses();
        if (addresses.isEmpty()) {
            return new Unclear("From has no address, or cannot be read");
        }
        var domains = new HashSet<String>();
        for (var address : addresses) {
            var domain = FromField.domain(address).flatMap(Names::canonical);
            if (domain.isEmpty()) {
                return new Unclear("From has an address without a domain");
            }
            domains.add(domain.get());
        }
        return domains.size() == 1
                ? new Known(domains.iterator().next())
                : new Unclear("From has addresses of different domains");
    }
}
