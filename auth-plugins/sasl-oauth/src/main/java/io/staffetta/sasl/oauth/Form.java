package io.staffetta.sasl.oauth;

/// The two ways to say the same.
public enum Form {
    /// RFC 7628.
    OAUTHBEARER {
        @Override
        Response read(String text) {
            return BearerText.read(text);
        }
    },
    /// What Google and Microsoft had before.
    XOAUTH2 {
        @Override
        Response read(String text) {
            return XoauthText.read(text);
        }
    };

    abstract Response read(String text);
}
