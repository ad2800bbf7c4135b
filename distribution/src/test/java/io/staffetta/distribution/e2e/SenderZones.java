package io.staffetta.distribution.e2e;

import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;

/// What domains of senders say in the DNS. All may send from 192.0.2.0/28 and 2001:db8::/32.
final class SenderZones {

    static final KeyPair RSA = Dkimpy.key("RSA", 2048);
    static final KeyPair ED25519 = Dkimpy.key("Ed25519", 255);

    private static final String SENDERS =
            """
            client            A   192.0.2.1
            unknown           A   192.0.2.1
            pass              TXT "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/32 -all"
            soft              TXT "v=spf1 ip4:192.0.2.0/28 ~all"
            unsure            TXT "v=spf1 ip4:192.0.2.0/28 ?all"
            included          TXT "v=spf1 include:pass.test -all"
            looping           TXT "v=spf1 include:looping.test -all"
            reject            TXT "v=spf1 include:pass.test -all"
            bounces.reject    TXT "v=spf1 include:pass.test -all"
            _dmarc.reject     TXT "v=DMARC1; p=reject; pct=100"
            bounces.strict    TXT "v=spf1 include:pass.test -all"
            _dmarc.strict     TXT "v=DMARC1; p=reject; aspf=s"
            _dmarc.quarantine TXT "v=DMARC1; p=quarantine"
            _dmarc.lax        TXT "v=DMARC1; p=none"
            shop.parent       A   192.0.2.1
            _dmarc.parent     TXT "v=DMARC1; p=none; sp=reject; np=quarantine"
            _dmarc.tested     TXT "v=DMARC1; p=reject; t=y"
            revoked._domainkey.reject TXT "v=DKIM1; k=rsa; p="
            """;

    private SenderZones() {}

    static Map<String, String> all() {
        var zones = new LinkedHashMap<String, String>();
        zones.put(".", "");
        zones.put(
                "test",
                SENDERS
                        + Dkimpy.record("r._domainkey.reject", RSA.getPublic())
                        + Dkimpy.record("e._domainkey.reject", ED25519.getPublic()));
        // What Knot cannot read it answers with SERVFAIL.
        zones.put("servfail.test", "this is no record");
        zones.put("lost._domainkey.reject.test", "this is no record");
        return zones;
    }
}
