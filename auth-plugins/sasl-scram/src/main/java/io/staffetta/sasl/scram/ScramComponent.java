package io.staffetta.sasl.scram;

import com.ongres.scram.common.ScramFunctions;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/// One hash function: the mechanism without channel binding, which this is, and its `-PLUS` form.
abstract sealed class ScramComponent implements SaslMechanism
        permits ScramSha1, ScramSha256, ScramSha512 {

    /// Printable characters; 24 of 93 are worth 156 bits.
    private static final int NONCE_CHARACTERS = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ScramHash hash;
    private final ScramSettings settings;
    private final Decoys decoys;
    private final Verifiers verifiers;

    ScramComponent(ScramHash hash, ScramSettings settings, Path data) {
        this.hash = hash;
        this.settings = settings;
        this.decoys = new Decoys(data.resolve(settings.decoyKeyFile()), hash, settings);
        this.verifiers = new Verifiers(hash, settings, decoys);
    }

    @Override
    public void start() throws IOException {
        decoys.start();
    }

    @Override
    public String name() {
        return hash.mechanism();
    }

    /// The stronger one first.
    @Override
    public List<SaslMechanism> forms() {
        return List.of(new PlusForm(this), this);
    }

    @Override
    public boolean exposesPassword() {
        return false;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return exchange(context, false, ScramComponent::nonce);
    }

    ScramHash hash() {
        return hash;
    }

    ScramSettings settings() {
        return settings;
    }

    /// Begins an exchange of one of the forms.
    ///
    /// @param nonce makes the server's part of the nonce
    SaslExchange exchange(SaslContext context, boolean plus, Supplier<String> nonce) {
        return new ScramExchange(
                hash,
                settings.maxResponse(),
                new BindingRule(hash, plus, settings.channelBindings(), context),
                verifiers,
                context.accounts(),
                nonce);
    }

    static String nonce() {
        return ScramFunctions.nonce(NONCE_CHARACTERS, RANDOM);
    }
}
