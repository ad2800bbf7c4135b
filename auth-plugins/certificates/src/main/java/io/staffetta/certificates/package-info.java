/// Certificates from PEM files, reloaded when they change, or self-signed.
@NullMarked
package io.staffetta.certificates;

import org.jspecify.annotations.NullMarked;
