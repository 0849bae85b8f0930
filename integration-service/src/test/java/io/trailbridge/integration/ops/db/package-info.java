/** The operators' queries against the real planner. */
@NullMarked
package io.trailbridge.integration.ops.db;

import org.jspecify.annotations.NullMarked;
