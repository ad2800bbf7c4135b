package io.staffetta.dkim;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import java.util.ArrayList;
import java.util.List;

/// The keys that domains publish (RFC 6376 §6.1.2).
final class PublicKeys {

    private final Dns dns;
    private final KeyLimits limits;
    private final int most;

    /// @param most how many keys of one name are looked at
    PublicKeys(Dns dns, KeyLimits limits, int most) {
        this.dns = dns;
        this.limits = limits;
        this.most = most;
    }

    /// The keys that may have made a signature, at least one: of several records some may be
    /// something else.
    List<KeyRecord> find(DkimSignature signature) throws NotVerifiedException {
        var texts = texts(signature.selector() + "._domainkey." + signature.domain());
        var failure = new NotVerifiedException(Result.PERMERROR, "there is no key");
        var keys = new ArrayList<KeyRecord>();
        for (var text : texts.subList(0, Math.min(most, texts.size()))) {
            try {
                keys.add(suitable(KeyRecord.parse(text, limits), signature));
            } catch (NotVerifiedException e) {
                failure = e;
            }
        }
        if (keys.isEmpty()) {
            throw failure;
        }
        return keys;
    }

    private List<String> texts(String name) throws NotVerifiedException {
        return switch (dns.text(name)) {
            case DnsAnswer.Found<String>(var texts) -> texts;
            case DnsAnswer.NoData<String>() -> throw missing();
            case DnsAnswer.NoSuchName<String>() -> throw missing();
            case DnsAnswer.Failed<String>(var reason) ->
                    throw new NotVerifiedException(
                            Result.TEMPERROR, "the key could not be fetched: " + reason);
        };
    }

    private static KeyRecord suitable(KeyRecord key, DkimSignature signature)
            throws NotVerifiedException {
        if (!key.type().equals(signature.algorithm().keyType())) {
            throw new NotVerifiedException(
                    Result.PERMERROR, "the key is not for " + signature.algorithm().word());
        }
        if (key.strict() && !signature.identityDomain().equals(signature.domain())) {
            throw new NotVerifiedException(Result.PERMERROR, "the key is not for subdomains in i=");
        }
        return key;
    }

    private static NotVerifiedException missing() {
        return new NotVerifiedException(Result.PERMERROR, "there is no key");
    }
}
