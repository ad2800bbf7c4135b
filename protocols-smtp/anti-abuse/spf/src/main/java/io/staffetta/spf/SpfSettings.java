package io.staffetta.spf;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `spf`. What is done about a result concerns the sender (MAIL FROM), but for
/// the one about HELO.
///
/// @param fail the domain says that this client may not; default `refuse`
/// @param softfail it says so, but not for sure; default `next`
/// @param temperror the DNS gave no answer; default `next`
/// @param permerror its record is wrong; default `next`
/// @param heloFail the client may not call itself what it does; default `refuse`, never
///   `quarantine`
/// @param checkAuthenticated whether clients that logged in are checked as well; default no
/// @param exemptNetworks clients that are not checked; default the loopback addresses
/// @param timeout for all DNS lookups of one identity together; default 20s, up to 60s
/// @param maxLookups terms of records that ask the DNS; default 10
/// @param maxVoidLookups answers without records; default 2
/// @param maxNames MX hosts of one mechanism, names of the client; default 10
/// @param maxRecordSize octets of a record; default 8K
/// @param explain whether the client is told what the domain says about a fail; default yes
/// @param maxExplanation characters of that; default 200
/// @param help what the client is told as well, such as the address of a page; default nothing
/// @param receivedSpf whether `Received-SPF` fields are added to messages; default no
public record SpfSettings(
        SpfAction fail,
        SpfAction softfail,
        SpfAction temperror,
        SpfAction permerror,
        SpfAction heloFail,
        boolean checkAuthenticated,
        List<Network> exemptNetworks,
        Duration timeout,
        int maxLookups,
        int maxVoidLookups,
        int maxNames,
        int maxRecordSize,
        Optional<Boolean> explain,
        int maxExplanation,
        Optional<String> help,
        boolean receivedSpf) {

    private static final List<Network> LOOPBACK =
            List.of(Network.parse("127.0.0.0/8"), Network.parse("::1"));
    private static final Duration LONGEST = Duration.ofSeconds(60);

    public SpfSettings {
        fail = Objects.requireNonNullElse(fail, SpfAction.REFUSE);
        softfail = Objects.requireNonNullElse(softfail, SpfAction.NEXT);
        temperror = Objects.requireNonNullElse(temperror, SpfAction.NEXT);
        permerror = Objects.requireNonNullElse(permerror, SpfAction.NEXT);
        heloFail = Objects.requireNonNullElse(heloFail, SpfAction.REFUSE);
        if (heloFail == SpfAction.QUARANTINE) {
            throw new IllegalArgumentException("helo-fail cannot be quarantine");
        }
        exemptNetworks = exemptNetworks.isEmpty() ? LOOPBACK : List.copyOf(exemptNetworks);
        timeout = Objects.requireNonNullElse(timeout, Duration.ofSeconds(20));
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout must lie between 100ms and 60s");
        }
        maxLookups = between("max-lookups", maxLookups, 10, 100);
        maxVoidLookups = between("max-void-lookups", maxVoidLookups, 2, 100);
        maxNames = between("max-names", maxNames, 10, 100);
        maxRecordSize = between("max-record-size", maxRecordSize, 8192, 65535);
        maxExplanation = between("max-explanation", maxExplanation, 200, 400);
    }

    SpfLimits limits() {
        return new SpfLimits(
                timeout, maxLookups, maxVoidLookups, maxNames, maxRecordSize, maxExplanation);
    }

    /// What is done about a result for the sender.
    SpfAction about(SpfResult result) {
        return switch (result) {
            case NONE, NEUTRAL, PASS -> SpfAction.NEXT;
            case FAIL -> fail;
            case SOFTFAIL -> softfail;
            case TEMPERROR -> temperror;
            case PERMERROR -> permerror;
        };
    }

    private static int between(String name, int value, int otherwise, int most) {
        int chosen = value == 0 ? otherwise : value;
        if (chosen < 1 || chosen > most) {
            throw new IllegalArgumentException(name + " must lie between 1 and " + most);
        }
        return chosen;
    }
}
