/** Writes what was heard and forgets what is a day old. */
@NullMarked
package io.trailbridge.integration.traffic.timer;

import org.jspecify.annotations.NullMarked;
