package io.staffetta.dkim;

import org.apache.james.mime4j.dom.address.Group;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Who wrote a message, as its `From` fields say (RFC 5322 §3.6.2).
///
/// @param fields how many such fields there are
/// @param domains domains of the authors, in lower case with A-labels, each once
/// @param complete whether every author has such a domain
record Authors(int fields, List<String> domains, boolean complete) {

    /// Longer fields are nobody's.
    private static final int LONGEST = 64 * 1024;

    Authors {
        domains = List.copyOf(domains);
    }

    static Authors of(HeaderFields header) {
        var from = header.named("from").toList();
        var domains = new ArrayList<Optional<String>>();
        for (var field : from) {
            domains.addAll(domains(field));
        }
        var known = domains.stream().flatMap(Optional::stream).distinct().toList();
        boolean complete = !domains.isEmpty() && domains.stream().allMatch(Optional::isPresent);
        return new Authors(from.size(), known, complete);
    }

    /// The domain all authors have.
    Optional<String> single() {
        return fields == 1 && complete && domains.size() == 1
                ? Optional.of(domains.getFirst())
                : Optional.empty();
    }

    /// Without encoded words, which say nothing of domains: the parser would decode them, in time
    /// that grows with the square of the length.
    private static String undecoded(String text) {
        return text.replace("=?", "==");
    }

    /// How far a signing domain is from the authors: 0 for one of theirs, 1 for one above or below,
    /// 2 for a stranger's.
    ToIntFunction<String> distance() {
        var own = Set.copyOf(domains);
        var above = domains.stream().flatMap(DnsName::above).collect(Collectors.toSet());
        return domain -> {
            if (own.contains(domain)) {
                return 0;
            }
            return above.contains(domain) || DnsName.above(domain).anyMatch(own::contains) ? 1 : 2;
        };
    }

    private static List<Optional<String>> domains(RawField field) {
        var text = field.decoded().replace("\r\n", "");
        if (text.length() > LONGEST) {
            return List.of(Optional.empty());
        }
        try {
            return LenientAddressParser.DEFAULT.parseAddressList(undecoded(text)).stream()
                    .<Mailbox>mapMulti((address, out) -> {
                        switch (address) {
                            case Mailbox mailbox -> out.accept(mailbox);
                            case Group group -> group.getMailboxes().forEach(out);
                            default -> {}
                        }
                    })
                    .map(mailbox -> Optional.ofNullable(mailbox.getDomain()).flatMap(DnsName::of))
                    .toList();
        } catch (RuntimeException _) {
            return List.of(Optional.empty());
        }
    }
}
