/** Wires the service: the clock, and what OpenAPI says of it. Nobody imports it. */
@NullMarked
package io.trailbridge.license.app;

import org.jspecify.annotations.NullMarked;
