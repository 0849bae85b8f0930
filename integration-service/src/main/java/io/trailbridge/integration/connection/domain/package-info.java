/**
 * What a connection is and what may become of it: the facts, the status that is derived from them,
 * and {@link io.trailbridge.integration.connection.domain.Decider#decide}, which answers an input
 * with the next facts and the commands that follow. Pure Java: time, ids and chance come in as
 * arguments, so every pair of state and input can be tried in a test.
 */
@NullMarked
package io.trailbridge.integration.connection.domain;

import org.jspecify.annotations.NullMarked;
