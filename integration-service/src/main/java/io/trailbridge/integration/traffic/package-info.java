/**
 * What comes through each connection, minute by minute, for the charts of the last day. Ingestion
 * tells with each of its counts; the counts of a minute are gathered in memory and written by a
 * timer. They are for the eye: what an instance had gathered and not written is lost with it.
 */
@NullMarked
package io.trailbridge.integration.traffic;

import org.jspecify.annotations.NullMarked;
