/// What a domain has to publish in the DNS, and what it does publish.
@NullMarked
package io.staffetta.kernel.records;

import org.jspecify.annotations.NullMarked;
