package io.staffetta.greylist;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the hook `greylist`.
///
/// @param phase when it decides; at RCPT by default
/// @param delay how long a new triplet waits; 5 min by default
/// @param retryWindow how long after the first attempt a client may come back; 2 days by default
/// @param lifetime how long a triplet that passed is remembered after its last use; 35 days by
///   default
/// @param ipv4Prefix network bits of an IPv4 client that count; 24 by default
/// @param ipv6Prefix network bits of an IPv6 client that count; 64 by default
/// @param foldSender whether what changes from message to message is taken out of the sender; true
///   by default
/// @param autoAllowAfter successes after which a client network is not greylisted any more; 5 by
///   default, 0 for never
/// @param autoAllowInterval least time between two successes that count; 1 h by default
/// @param autoAllowLifetime how long successes of a network are remembered after the last one; 35
///   days by default
/// @param exemptNetworks clients that are not greylisted
/// @param exemptSenders senders that are not greylisted: mailboxes, domains, `.domain` for a domain
///   and all below it
/// @param exemptRecipients recipients that are not greylisted, written likewise
/// @param skipSpfPass whether a sender whose SPF result is `pass` is not greylisted; true by
///   default
/// @param skipDnswl whether a client on a DNS white list is not greylisted; true by default
/// @param maxEntries triplets remembered; 100000 by default
/// @param maxNetworks client networks remembered; 10000 by default
/// @param text of the reply; `{seconds}` stands for how long to wait
/// @param onUnavailable what to do while the state store cannot tell; go on by default
public record GreylistSettings(
        Phase phase,
        Duration delay,
        Duration retryWindow,
        Duration lifetime,
        int ipv4Prefix,
        int ipv6Prefix,
        Optional<Boolean> foldSender,
        Optional<Integer> autoAllowAfter,
        Duration autoAllowInterval,
        Duration autoAllowLifetime,
        List<Network> exemptNetworks,
        List<String> exemptSenders,
        List<String> exemptRecipients,
        Optional<Boolean> skipSpfPass,
        Optional<Boolean> skipDnswl,
        int maxEntries,
        int maxNetworks,
        String text,
        OnUnavailable onUnavailable) {

    /// When the hook decides.
    public enum Phase {
        /// About each recipient.
        RCPT,
        /// About all recipients at once, so that a callout to a sender's address is answered.
        DATA
    }

    /// What to do while the state store cannot tell.
    public enum OnUnavailable {
        /// Let mail through.
        NEXT,
        /// Put it off.
        TEMPFAIL
    }

    // What the configuration leaves out arrives as null or zero.
    public GreylistSettings {
        phase = phase == null ? Phase.RCPT : phase;
        delay = delay == null ? Duration.ofMinutes(5) : delay;
        retryWindow = retryWindow == null ? Duration.ofDays(2) : retryWindow;
        lifetime = lifetime == null ? Duration.ofDays(35) : lifetime;
        ipv4Prefix = ipv4Prefix == 0 ? 24 : ipv4Prefix;
        ipv6Prefix = ipv6Prefix == 0 ? 64 : ipv6Prefix;
        foldSender = foldSender == null ? Optional.empty() : foldSender;
        autoAllowAfter = autoAllowAfter == null ? Optional.empty() : autoAllowAfter;
        autoAllowInterval = autoAllowInterval == null ? Duration.ofHours(1) : autoAllowInterval;
        autoAllowLifetime = autoAllowLifetime == null ? Duration.ofDays(35) : autoAllowLifetime;
        exemptNetworks = exemptNetworks == null ? List.of() : List.copyOf(exemptNetworks);
        exemptSenders = exemptSenders == null ? List.of() : List.copyOf(exemptSenders);
        exemptRecipients = exemptRecipients == null ? List.of() : List.copyOf(exemptRecipients);
        skipSpfPass = skipSpfPass == null ? Optional.empty() : skipSpfPass;
        skipDnswl = skipDnswl == null ? Optional.empty() : skipDnswl;
        maxEntries = maxEntries == 0 ? 100_000 : maxEntries;
        maxNetworks = maxNetworks == 0 ? 10_000 : maxNetworks;
        text = text == null ? "Greylisted, try again in {seconds} seconds" : text;
        onUnavailable = onUnavailable == null ? OnUnavailable.NEXT : onUnavailable;

        require(delay.isPositive(), "delay must be more than zero");
        require(retryWindow.compareTo(delay) > 0, "retry-window must be longer than delay");
        require(lifetime.isPositive(), "lifetime must be more than zero");
        require(ipv4Prefix >= 1 && ipv4Prefix <= 32, "ipv4-prefix must lie between 1 and 32");
        require(ipv6Prefix >= 1 && ipv6Prefix <= 128, "ipv6-prefix must lie between 1 and 128");
        require(autoAllowAfter.orElse(0) >= 0, "auto-allow-after must not be negative");
        require(!autoAllowInterval.isNegative(), "auto-allow-interval must not be negative");
        require(autoAllowLifetime.isPositive(), "auto-allow-lifetime must be more than zero");
        require(maxEntries > 0, "max-entries must be positive");
        require(maxNetworks > 0, "max-networks must be positive");
        require(!text.isBlank(), "text must not be empty");
        AddressList.parse("exempt-sender", exemptSenders);
        AddressList.parse("exempt-recipient", exemptRecipients);
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
