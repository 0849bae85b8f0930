/** Connections over REST: strict JSON in, one view out, refusals as problems. */
@NullMarked
package io.trailbridge.integration.connection.http;

import org.jspecify.annotations.NullMarked;
