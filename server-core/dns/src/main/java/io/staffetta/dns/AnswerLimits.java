package io.staffetta.dns;

/// How much of an answer is taken; what is more makes the answer a failure.
///
/// @param aliases CNAME records that lead from the question to the answer
/// @param records of the type that was asked for
/// @param octets of a response; none has more than 65535
public record AnswerLimits(int aliases, int records, int octets) {

    /// As much as a response can hold.
    public static final AnswerLimits WIDE = new AnswerLimits(12, 65_535, 65_535);
}
