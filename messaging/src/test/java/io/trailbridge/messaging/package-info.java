/** Tests of the messaging module: pure ones, and ITs against a real broker, database and relay. */
@NullMarked
package io.trailbridge.messaging;

import org.jspecify.annotations.NullMarked;
