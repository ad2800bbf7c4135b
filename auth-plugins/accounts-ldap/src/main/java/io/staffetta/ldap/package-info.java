/// Accounts in an LDAP directory (RFC 4511).
@NullMarked
package io.staffetta.ldap;

import org.jspecify.annotations.NullMarked;
