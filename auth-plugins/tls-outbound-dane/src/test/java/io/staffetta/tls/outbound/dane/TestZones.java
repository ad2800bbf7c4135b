package io.staffetta.tls.outbound.dane;

import io.staffetta.tls.outbound.dane.SignedZones.Kind;
import io.staffetta.tls.outbound.dane.SignedZones.Zone;

import java.util.List;

/// The zones of [DaneOutboundTlsTest].
final class TestZones {

    static final String DIGEST = "ab".repeat(32);
    static final String EE = "3 1 1 " + DIGEST;
    static final String TA = "2 0 1 " + DIGEST;

    private static final String GOOD =
            """
            @ MX 10 mx
            @ MX 20 plain
            @ A 192.0.2.9
            mx A 192.0.2.1
            _25._tcp.mx TLSA %1$s
            _25._tcp.mx TLSA %2$s
            plain A 192.0.2.2
            plain AAAA 2001:db8::2
            without MX 10 plain
            without A 192.0.2.9
            pkix.d MX 10 pkix
            pkix A 192.0.2.3
            _25._tcp.pkix TLSA 0 0 1 cd
            _25._tcp.pkix TLSA 1 1 1 %3$s
            expanded MX 10 alias
            alias CNAME mx
            own MX 10 alias2
            alias2 CNAME plain
            _25._tcp.alias2 TLSA %1$s
            outside MX 10 alias3
            alias3 CNAME host.unsigned.test.
            _25._tcp.alias3 TLSA %1$s
            outside2 MX 10 host.unsigned.test.
            ipv6 MX 10 mx6
            mx6 AAAA 2001:db8::6
            _25._tcp.mx6 TLSA %1$s
            wild MX 10 mxwild
            mxwild A 192.0.2.7
            *._tcp.mxwild TLSA %1$s
            moved MX 10 mxmoved
            mxmoved A 192.0.2.8
            _25._tcp.mxmoved CNAME _tlsa
            _tlsa TLSA %1$s
            aliased CNAME expanded
            cross MX 10 mx.nsec3.test.
            broken MX 10 mx.bogus.test.
            smart A 192.0.2.10
            _587._tcp.smart TLSA %1$s
            apex A 192.0.2.11
            apex MX 10 mx
            """
                    .formatted(EE, TA, DIGEST);

    private static final String SMALL =
            """
            @ MX 10 mx
            mx A 192.0.2.1
            _25._tcp.mx TLSA %s
            plain MX 10 host
            host A 192.0.2.2
            """
                    .formatted(EE);

    private TestZones() {}

    static List<Zone> all() {
        return List.of(
                new Zone(".", "", Kind.SIGNED, ""),
                new Zone("test.", ".", Kind.SIGNED, "ns A 127.0.0.1\n"),
                new Zone("good.test.", "test.", Kind.SIGNED, GOOD),
                new Zone("nsec3.test.", "test.", Kind.SIGNED_NSEC3, SMALL),
                new Zone("registry.test.", "test.", Kind.OPT_OUT, ""),
                new Zone("leaf.registry.test.", "registry.test.", Kind.UNSIGNED, SMALL),
                new Zone("strong.registry.test.", "registry.test.", Kind.SIGNED, SMALL),
                new Zone("unsigned.test.", "test.", Kind.UNSIGNED, SMALL),
                new Zone("bogus.test.", "test.", Kind.BOGUS, SMALL));
    }
}
