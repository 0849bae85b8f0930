/** Wires the service: the clock, the gate that intake and loops share, and the mapping. */
@NullMarked
package io.trailbridge.ingestion.app;

import org.jspecify.annotations.NullMarked;
