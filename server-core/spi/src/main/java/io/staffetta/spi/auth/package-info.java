/// SASL mechanisms and account stores.
@NullMarked
package io.staffetta.spi.auth;

import org.jspecify.annotations.NullMarked;
