package io.staffetta.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    (uid={user})  | f: {user} stands for nothing; known are {login} {address} {local} {domain}
                    (uid=alice)   | f: would find the same account for everybody
                    (uid={login}  | f: (uid={login} is no LDAP filter
                    """)
    void refusesWhatIsNoTemplate(String text, String message) {
        assertThatThrownBy(() -> new Template("f", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void fillsAndEscapes() throws Exception {
        var template = new Template("f", "(&(uid={local})(ou={domain})(mail={login}))");

        assertThat(template.of("a*@b)c").toString())
                .isEqualTo("(&(uid=a\\2a)(ou=b\\29c)(mail=a\\2a@b\\29c))");
        assertThat(template.of("alice").toString()).isEqualTo("(&(uid=alice)(ou=)(mail=alice))");
        assertThat(template.of(Mailbox.parse("a@example.org")).toString())
                .isEqualTo("(&(uid=a)(ou=example.org)(mail=a@example.org))");
    }

    @ParameterizedTest
    @CsvSource({"http://host", "ldap://", "nonsense"})
    void refusesWhatIsNoUrl(String url) {
        var settings = new TestSettings(url, java.util.Optional.empty(), "", "");

        assertThatThrownBy(settings::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url: ");
    }

    @Test
    void whoSearchesNeedsAPassword() {
        var settings = new TestSettings("ldap://host", java.util.Optional.empty(), "cn=reader", "");

        assertThatThrownBy(settings::build).hasMessage("bind-dn and bind-password go together");
    }
}
