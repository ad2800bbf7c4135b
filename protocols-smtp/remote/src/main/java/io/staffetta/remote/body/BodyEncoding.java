package io.staffetta.remote.body;

/// How octets become lines of ASCII.
enum BodyEncoding {
    QUOTED_PRINTABLE("quoted-printable") {
        @Override
        BodyEncoder encoder() {
            return new QuotedPrintableEncoder();
        }
    },
    BASE64("base64") {
        @Override
        BodyEncoder encoder() {
            return new Base64Encoder();
        }
    },
    /// What is ignored by readers anyway: before the first and after the last part of a multipart
    /// (RFC 2046 §5.1.1). Not to be decoded.
    CLEARED("7bit") {
        @Override
        BodyEncoder encoder() {
            return new ClearingEncoder();
        }
    };

    private final String label;

    BodyEncoding(String label) {
        this.label = label;
    }

    /// As in `Content-Transfer-Encoding`.
    String label() {
        return label;
    }

    abstract BodyEncoder encoder();
}
