package io.staffetta.sasl.scram;

import io.staffetta.spi.auth.SaslContext;

import java.util.List;
import java.util.Optional;

/// Channel binding (RFC 5802 §6): what a client may say about it in this session, and what the
/// binding must be.
///
/// @param plus whether the `-PLUS` form was chosen
record BindingRule(
        ScramHash hash, boolean plus, List<ChannelBindingType> types, SaslContext context) {

    /// What becomes of a client's flag.
    sealed interface Verdict {

        /// Go on.
        ///
        /// @param data what has to follow the GS2 header in the client-final-message; empty for no
        ///   binding
        record Expect(byte[] data) implements Verdict {}

        /// No.
        ///
        /// @param error server-error-value (§7)
        /// @param reason for the log
        record Refuse(String error, String reason) implements Verdict {}
    }

    Verdict judge(Gs2Header.Flag flag) {
        return switch (flag) {
            case Gs2Header.Flag.Bound(var type) when plus -> bound(type);
            case Gs2Header.Flag.Bound _ ->
                    new Verdict.Refuse(
                            "channel-binding-not-supported",
                            "channel binding without the -PLUS form");
            case Gs2Header.Flag.Unoffered _, Gs2Header.Flag.Unable _ when plus ->
                    new Verdict.Refuse(
                            "server-does-support-channel-binding",
                            "-PLUS form without channel binding");
            case Gs2Header.Flag.Unoffered _
                    when context.announced().contains(hash.plusMechanism()) ->
                    new Verdict.Refuse(
                            "server-does-support-channel-binding",
                            "downgrade: the client did not see that "
                                    + hash.plusMechanism()
                                    + " was announced");
            case Gs2Header.Flag.Unoffered _, Gs2Header.Flag.Unable _ ->
                    new Verdict.Expect(new byte[0]);
        };
    }

    private Verdict bound(String name) {
        return types.stream()
                .filter(type -> type.registeredName().equals(name))
                .findFirst()
                .flatMap(this::data)
                .<Verdict>map(Verdict.Expect::new)
                .orElseGet(() ->
                        new Verdict.Refuse(
                                "unsupported-channel-binding-type",
                                "channel binding " + name + " is not served here"));
    }

    private Optional<byte[]> data(ChannelBindingType type) {
        return context.tls().flatMap(tls -> tls.channelBinding(type.registeredName()));
    }
}
