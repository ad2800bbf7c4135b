package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A well-formed signature.
///
/// @param field the field it stands in
/// @param algorithm `a=`
/// @param signature `b=` in base64 without white space
/// @param bodyHash `bh=` in canonical base64
/// @param header first half of `c=`
/// @param body second half of `c=`
/// @param domain `d=` in lower case with A-labels
/// @param identityDomain domain of `i=`, at or below the domain
/// @param selector `s=`
/// @param names `h=` in lower case
/// @param limit `l=`
/// @param signed `t=`
/// @param expires `x=`
record DkimSignature(
        RawField field,
        Algorithm algorithm,
        String signature,
        String bodyHash,
        Canonicalization header,
        Canonicalization body,
        String domain,
        String identityDomain,
        String selector,
        List<String> names,
        Optional<Long> limit,
        Optional<Instant> signed,
        Optional<Instant> expires) {

    DkimSignature {
        names = List.copyOf(names);
    }

    byte[] octets() {
        return Base64.getDecoder().decode(signature);
    }

    BodyHash.Kind bodyKind() {
        return new BodyHash.Kind(body, limit.orElse(Long.MAX_VALUE));
    }

    /// What is signed of the header section.
    byte[] signedOctets(HeaderFields fields) {
        return signedOctets(fields, names, header, field.text());
    }

    /// What is signed of a header section (RFC 6376 §3.7).
    ///
    /// @param names in lower case
    /// @param own the signature's own field; what stands in `b=` does not count
    static byte[] signedOctets(
            HeaderFields fields, List<String> names, Canonicalization how, String own) {
        var out = new ByteArrayOutputStream();
        for (var field : fields.select(names)) {
            out.writeBytes((how.header(field.text()) + "\r\n").getBytes(ISO_8859_1));
        }
        out.writeBytes(how.header(unsigned(own)).getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    /// Takes the value of `b=` away.
    private static String unsigned(String field) {
        int start = field.indexOf(':') + 1;
        while (start < field.length()) {
            int end = field.indexOf(';', start);
            int stop = end < 0 ? field.length() : end;
            int equals = field.indexOf('=', start);
            if (equals >= 0
                    && equals < stop
                    && field.substring(start, equals).strip().equals("b")) {
                return field.substring(0, equals + 1) + field.substring(stop);
            }
            start = stop + 1;
        }
        return field;
    }
}
