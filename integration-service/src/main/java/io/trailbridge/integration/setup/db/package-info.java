/** One-time tokens in PostgreSQL, as hashes. */
@NullMarked
package io.trailbridge.integration.setup.db;

import org.jspecify.annotations.NullMarked;
