/// Queue manager: routes, schedules, remote delivery, bounces.
@NullMarked
package io.staffetta.queue;

import org.jspecify.annotations.NullMarked;
