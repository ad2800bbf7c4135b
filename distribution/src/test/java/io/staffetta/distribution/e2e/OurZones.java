package io.staffetta.distribution.e2e;

import java.util.Map;
import java.util.stream.Collectors;

/// The zones of our own domain, before and after the operator has done what `staffetta dns` says.
final class OurZones {

    private static final String ADDRESSES =
            """
            mail.example.org.    A 192.0.2.1
            mta-sts.example.org. A 192.0.2.1
            """;

    private OurZones() {}

    /// A zone with a mistake in it, and much that is missing.
    static Map<String, String> unpublished() {
        return Map.of(
                "example.org",
                ADDRESSES + "@ MX 10 mail\n@ TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n",
                "2.0.192.in-addr.arpa",
                "1 PTR mail.example.org.\n");
    }

    /// A zone with the records that `staffetta dns --zone` printed.
    static String published(String printed) {
        var records =
                printed.lines()
                        .filter(line -> !line.startsWith("mail.example.org. IN A"))
                        .collect(Collectors.joining("\n"));
        return ADDRESSES + records + "\n";
    }
}
