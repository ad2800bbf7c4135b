package io.staffetta.sasl.oauth;

import java.util.regex.Pattern;

/// The client's first message of OAUTHBEARER: `gs2-header %x01 *kvpair %x01` (RFC 7628 §3.1). The
/// keys `host` and `port` say what the client connected to; behind a proxy that is not what this
/// server sees, so they are not looked at.
final class BearerText {

    /// RFC 5801 §4, without channel binding.
    private static final Pattern HEADER = Pattern.compile("[ny],(?:a=([^,]++))?,");

    private static final Pattern STRAY_EQUALS = Pattern.compile("=(?!2C|3D)");

    private BearerText() {}

    static Response read(String text) {
        int end = text.indexOf('\1');
        if (end < 0) {
            return new Response.Malformed("no key-value pairs");
        }
        var header = HEADER.matcher(text.substring(0, end));
        if (!header.matches()) {
            return new Response.Malformed("no GS2 header, or one with channel binding");
        }
        var user = header.group(1) == null ? "" : header.group(1);
        if (STRAY_EQUALS.matcher(user).find()) {
            return new Response.Malformed("the authorization identity is not encoded");
        }
        var name = user.replace("=2C", ",").replace("=3D", "=");
        return KeyValues.parse(text.substring(end + 1))
                .map(pairs -> pairs.credentials(name))
                .orElseGet(() -> new Response.Malformed("malformed key-value pairs"));
    }
}
