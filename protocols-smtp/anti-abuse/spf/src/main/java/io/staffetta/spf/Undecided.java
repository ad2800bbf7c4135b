package io.staffetta.spf;

/// Ends a check at once, however deep (RFC 7208 §2.6.6, §2.6.7).
final class Undecided extends Exception {

    private static final long serialVersionUID = 1;

    private final SpfResult result;

    private Undecided(SpfResult result, String why) {
        super(why, null, false, false);
        this.result = result;
    }

    static Undecided permerror(String why) {
        return new Undecided(SpfResult.PERMERROR, why);
    }

    static Undecided temperror(String why) {
        return new Undecided(SpfResult.TEMPERROR, why);
    }

    SpfResult result() {
        return result;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
