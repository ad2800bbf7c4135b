/// SASL LOGIN, for clients that know nothing better.
@NullMarked
package io.staffetta.sasl.login;

import org.jspecify.annotations.NullMarked;
