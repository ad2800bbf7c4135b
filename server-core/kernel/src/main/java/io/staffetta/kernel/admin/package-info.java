/// Administration over a loopback port, health and metrics pages.
@NullMarked
package io.staffetta.kernel.admin;

import org.jspecify.annotations.NullMarked;
