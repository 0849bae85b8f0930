/** Wires the service: the clock and what is checked at the start. Nobody imports it. */
@NullMarked
package io.trailbridge.integration.app;

import org.jspecify.annotations.NullMarked;
