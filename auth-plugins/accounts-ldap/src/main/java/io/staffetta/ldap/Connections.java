package io.staffetta.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;

import io.staffetta.spi.tls.Authorities;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// Makes the pool of connections. A server that is down is no reason not to start.
final class Connections {

    private Connections() {}

    static LDAPConnectionPool pool(LdapSettings settings, Path configuration) throws IOException {
        var tls =
                new CheckedSockets(
                        context(settings.caFile().map(configuration::resolve)).getSocketFactory());
        try {
            var servers =
                    settings.urls().stream()
                            .map(url -> serverSet(url, settings, tls))
                            .toArray(ServerSet[]::new);
            var pool =
                    new LDAPConnectionPool(
                            servers.length == 1 ? servers[0] : new FailoverServerSet(servers),
                            searcher(settings),
                            0,
                            settings.poolSize(),
                            null,
                            false);
            pool.setConnectionPoolName("ldap");
            pool.setCreateIfNecessary(false);
            pool.setMaxWaitTimeMillis(settings.connectTimeout().toMillis());
            pool.setMaxConnectionAgeMillis(settings.maxConnectionAge().toMillis());
            pool.setRetryFailedOperationsDueToInvalidConnections(true);
            return pool;
        } catch (LDAPException e) {
            throw new IOException("LDAP: " + e.getMessage(), e);
        }
    }

    private static ServerSet serverSet(LDAPURL url, LdapSettings settings, SSLSocketFactory tls) {
        var secure = url.getScheme().equals("ldaps");
        var startTls = !secure && settings.tls() == LdapSettings.Tls.START_TLS;
        return new SingleServerSet(
                Objects.requireNonNull(url.getHost()),
                url.getPort(),
                secure ? tls : SocketFactory.getDefault(),
                options(settings),
                null,
                startTls ? new StartTLSPostConnectProcessor(tls) : null);
    }

    private static LDAPConnectionOptions options(LdapSettings settings) {
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) settings.connectTimeout().toMillis());
        options.setResponseTimeoutMillis(settings.responseTimeout().toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        // No thread for each connection.
        options.setUseSynchronousMode(true);
        return options;
    }

    private static BindRequest searcher(LdapSettings settings) {
        return settings.bindDn().isEmpty()
                ? new SimpleBindRequest()
                : new SimpleBindRequest(settings.bindDn(), settings.bindPassword().reveal());
    }

    private static SSLContext context(Optional<Path> caFile) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    caFile.isPresent() ? new TrustManager[] {Authorities.read(caFile.get())} : null,
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the Java run-time has no TLS", e);
        }
    }
}
