package io.staffetta.sasl.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;

/// What a client is told before it fails: what it needs to get a better token.
///
/// @param issuer where to get it
/// @param scopes what it must allow
record ErrorChallenge(URI issuer, List<String> scopes) {

    byte[] octets(Form form, Refused.Status status) {
        var answer = new LinkedHashMap<String, Object>();
        switch (form) {
            case OAUTHBEARER -> {
                // RFC 7628 3.2.2
                answer.put("status", status.registered());
                putScope(answer);
                answer.put("openid-configuration", Issuer.discovery(issuer).toString());
            }
            case XOAUTH2 -> {
                answer.put("status", "401");
                answer.put("schemes", "bearer");
                putScope(answer);
            }
        }
        return JSONObjectUtils.toJSONString(answer).getBytes(UTF_8);
    }

    private void putScope(LinkedHashMap<String, Object> answer) {
        if (!scopes.isEmpty()) {
            answer.put("scope", String.join(" ", scopes));
        }
    }
}
