package io.staffetta.tls.outbound.sts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The TXT record of a domain with a policy (RFC 8461 §3.1).
///
/// @param id changes when the policy changes; 1 to 32 letters and digits
record StsRecord(String id) {

    private static final Pattern BEGIN = Pattern.compile("v=STSv1[ \\t]*;.*", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("id=([A-Za-z0-9]{1,32})");
    private static final Pattern EXTENSION =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\\x21-\\x3A\\x3C\\x3E-\\x7E]+");

    /// @param texts of all TXT records, the strings of each joined
    /// @return empty if there is not exactly one such record, or it makes no sense: the domain is
    ///   to be taken for one without a policy
    static Optional<StsRecord> of(List<String> texts) {
        var meant = texts.stream().filter(text -> BEGIN.matcher(text).matches()).toList();
        return meant.size() == 1 ? parse(meant.getFirst()) : Optional.empty();
    }

    /// Of fields that are given twice the first counts.
    private static Optional<StsRecord> parse(String text) {
        var fields = text.split(";", -1);
        Optional<StsRecord> found = Optional.empty();
        for (int i = 1; i < fields.length; i++) {
            var field = trim(fields[i]);
            if (field.isEmpty() && i == fields.length - 1) {
                continue;
            }
            var id = ID.matcher(field);
            if (id.matches()) {
                found = found.or(() -> Optional.of(new StsRecord(id.group(1))));
            } else if (field.startsWith("id=") || !EXTENSION.matcher(field).matches()) {
                return Optional.empty();
            }
        }
        return found;
    }

    private static String trim(String text) {
        return text.replaceAll("^[ \\t]+|[ \\t]+$", "");
    }
}
