package io.staffetta.dkim;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads signatures (RFC 6376 §3.5, §6.1.1).
final class SignatureParser {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,76}");

    /// Of Y9999: an [Instant] holds it, and the RFC calls it infinite.
    private static final long END_OF_TIME = 253_402_300_799L;

    private final RawField field;
    private final TagList tags;

    SignatureParser(RawField field, TagList tags) {
        this.field = field;
        this.tags = tags;
    }

    DkimSignature parse() throws NotVerifiedException {
        if (!required("v").equals("1")) {
            throw neutral("unknown version");
        }
        var algorithm = algorithm();
        var body = bodyCanonicalization();
        var domain = name("d");
        return new DkimSignature(
                field,
                algorithm,
                signature(),
                bodyHash(),
                canonicalization(halves()[0]),
                body,
                domain,
                identityDomain(domain),
                name("s"),
                names(),
                number("l"),
                number("t").map(SignatureParser::instant),
                expires());
    }

    private Algorithm algorithm() throws NotVerifiedException {
        var word = required("a");
        if (word.equalsIgnoreCase("rsa-sha1")) {
            throw permanent("rsa-sha1 is not to be used any more");
        }
        return Algorithm.of(word).orElseThrow(() -> neutral("unknown algorithm"));
    }

    private Canonicalization bodyCanonicalization() throws NotVerifiedException {
        if (tags.get("q").isPresent()
                && tags.items("q").stream().noneMatch("dns/txt"::equalsIgnoreCase)) {
            throw neutral("unknown way to ask for the key");
        }
        var halves = halves();
        return halves.length < 2 ? Canonicalization.SIMPLE : canonicalization(halves[1]);
    }

    private String[] halves() {
        return tags.packed("c").orElse("simple/simple").split("/", 2);
    }

    private static Canonicalization canonicalization(String word) throws NotVerifiedException {
        return Canonicalization.of(word).orElseThrow(() -> neutral("unknown canonicalization"));
    }

    private String signature() throws NotVerifiedException {
        var text = packed("b");
        decoded(text, "b");
        return text;
    }

    private String bodyHash() throws NotVerifiedException {
        byte[] hash = decoded(packed("bh"), "bh");
        if (hash.length != Sha256.LENGTH) {
            throw neutral("bh= is no SHA-256 hash");
        }
        return Base64.getEncoder().encodeToString(hash);
    }

    private static byte[] decoded(String text, String tag) throws NotVerifiedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw neutral(tag + "= is no base64");
        }
    }

    private String name(String tag) throws NotVerifiedException {
        return DnsName.of(required(tag)).orElseThrow(() -> neutral(tag + "= is no domain name"));
    }

    private String identityDomain(String domain) throws NotVerifiedException {
        var identity = tags.get("i");
        if (identity.isEmpty()) {
            return domain;
        }
        int at = identity.get().lastIndexOf('@');
        return DnsName.of(identity.get().substring(at + 1))
                .filter(name -> at >= 0 && DnsName.isWithin(name, domain))
                .orElseThrow(() -> permanent("i= does not lie in d="));
    }

    private List<String> names() throws NotVerifiedException {
        required("h");
        var names = tags.items("h").stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (!names.contains("from")) {
            throw permanent("From is not signed");
        }
        return names;
    }

    private Optional<Instant> expires() throws NotVerifiedException {
        var expires = number("x");
        var signed = number("t");
        if (expires.isPresent() && signed.isPresent() && expires.get() <= signed.get()) {
            throw neutral("x= is not after t=");
        }
        return expires.map(SignatureParser::instant);
    }

    private Optional<Long> number(String tag) throws NotVerifiedException {
        var text = tags.get(tag);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            throw neutral(tag + "= is no number");
        }
        var digits = text.get().replaceFirst("^0+(?=.)", "");
        return Optional.of(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
    }

    private static Instant instant(long seconds) {
        return Instant.ofEpochSecond(Math.min(seconds, END_OF_TIME));
    }

    private String required(String tag) throws NotVerifiedException {
        return tags.get(tag)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> permanent("has no " + tag + "="));
    }

    private String packed(String tag) throws NotVerifiedException {
        required(tag);
        return tags.packed(tag).orElseThrow();
    }

    private static NotVerifiedException neutral(String reason) {
        return new NotVerifiedException(Result.NEUTRAL, reason);
    }

    private static NotVerifiedException permanent(String reason) {
        return new NotVerifiedException(Result.PERMERROR, reason);
    }
}
