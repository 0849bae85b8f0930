/** Queries of connections against the real planner. */
@NullMarked
package io.trailbridge.integration.connection.db;

import org.jspecify.annotations.NullMarked;
