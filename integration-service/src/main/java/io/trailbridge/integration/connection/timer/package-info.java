/**
 * What the clock does to connections: verification, tombstones of deleted ones, upkeep of outbox
 * and inbox.
 */
@NullMarked
package io.trailbridge.integration.connection.timer;

import org.jspecify.annotations.NullMarked;
