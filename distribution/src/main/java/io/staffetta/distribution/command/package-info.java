/// The commands of `staffetta`; thin: what they do is [io.staffetta.kernel.admin.Administration].
@NullMarked
package io.staffetta.distribution.command;

import org.jspecify.annotations.NullMarked;
