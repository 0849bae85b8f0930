/** Traffic in PostgreSQL. */
@NullMarked
package io.trailbridge.integration.traffic.db;

import org.jspecify.annotations.NullMarked;
