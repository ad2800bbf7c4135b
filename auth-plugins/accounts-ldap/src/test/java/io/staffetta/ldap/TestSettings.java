package io.staffetta.ldap;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a test changes of the settings.
record TestSettings(String url, Optional<Path> caFile, String bindDn, String bindPassword) {

    static TestSettings of(Slapd slapd) {
        return new TestSettings(slapd.url(), Optional.of(slapd.authorities()), "", "");
    }

    TestSettings with(String other) {
        return new TestSettings(other, caFile, bindDn, bindPassword);
    }

    TestSettings withoutAuthorities() {
        return new TestSettings(url, Optional.empty(), bindDn, bindPassword);
    }

    TestSettings as(String dn, String password) {
        return new TestSettings(url, caFile, dn, password);
    }

    LdapSettings build() {
        return new LdapSettings(
                List.of(url),
                LdapSettings.Tls.START_TLS,
                caFile,
                bindDn,
                Secret.of(bindPassword),
                Slapd.BASE,
                "(&(objectClass=inetOrgPerson)(|(mail={login})(uid={login})))",
                "(|(mail={address})(mailLocalAddress={address}))",
                "mail",
                List.of("mailLocalAddress"),
                List.of("pwdAccountLockedTime", "description=gesperrt"),
                List.of(Domain.parse("example.org")),
                "+",
                0,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(30),
                0,
                Duration.ZERO);
    }
}
