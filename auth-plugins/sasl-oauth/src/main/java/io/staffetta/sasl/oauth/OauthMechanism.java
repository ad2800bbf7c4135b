package io.staffetta.sasl.oauth;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.Authorities;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.X509ExtendedTrustManager;

/// Who has a good access token is the account it names (RFC 7628, and XOAUTH2 of before).
public final class OauthMechanism implements SaslMechanism {

    private final OauthSettings settings;
    private final Path configuration;
    private final InstantSource clock;

    private volatile @Nullable IssuerHttp http;
    private volatile @Nullable TokenCheck check;

    @Inject
    public OauthMechanism(OauthSettings settings, Server server) {
        this(settings, server.configuration(), InstantSource.system());
    }

    OauthMechanism(OauthSettings settings, Path configuration, InstantSource clock) {
        this.settings = settings;
        this.configuration = configuration;
        this.clock = clock;
    }

    /// Asks no issuer: a server must start while its issuer is down.
    @Override
    public void start() throws Exception {
        Optional<X509ExtendedTrustManager> authorities = Optional.empty();
        if (settings.http().caFile().isPresent()) {
            var file = configuration.resolve(settings.http().caFile().get());
            authorities = Optional.of(Authorities.read(file));
        }
        var opened = new IssuerHttp(settings.http(), authorities);
        http = opened;
        check = tokenCheck(opened);
    }

    @Override
    public void close() {
        var opened = http;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public String name() {
        return settings.forms().getFirst().name();
    }

    @Override
    public List<SaslMechanism> forms() {
        return settings.forms().stream().map(this::mechanism).toList();
    }

    @Override
    public boolean exposesPassword() {
        return true;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return forms().getFirst().start(context);
    }

    private SaslMechanism mechanism(Form form) {
        var terms =
                new OauthExchange.Terms(
                        form,
                        settings.maxResponse(),
                        new ErrorChallenge(settings.issuers().getFirst(), settings.scopes()),
                        this::checked,
                        new AccountName(settings));
        return new OauthForm(terms);
    }

    private Claims checked(Secret token) throws Refused, IssuerUnavailable {
        var started = check;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started.check(token);
    }

    private TokenCheck tokenCheck(IssuerHttp opened) {
        var rules = new ClaimRules(settings, clock);
        var issuers =
                settings.issuers().stream()
                        .map(name -> new Issuer(name, settings, opened, clock))
                        .toList();
        var jwt = new JwtCheck(issuers, Set.copyOf(settings.algorithms()), rules);
        var introspection =
                new IntrospectionCheck(issuers.getFirst(), settings.introspection(), opened, rules);
        return switch (settings.mode()) {
            case JWT -> jwt;
            case INTROSPECTION -> introspection;
            case AUTO -> new EitherCheck(jwt, introspection);
        };
    }
}
