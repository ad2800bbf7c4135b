/// SASL OAUTHBEARER (RFC 7628) and XOAUTH2.
@NullMarked
package io.staffetta.sasl.oauth;

import org.jspecify.annotations.NullMarked;
