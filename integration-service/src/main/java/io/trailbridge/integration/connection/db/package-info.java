/**
 * Connections, fetches and keys of idempotent requests in PostgreSQL. Rows never leave this
 * package.
 */
@NullMarked
package io.trailbridge.integration.connection.db;

import org.jspecify.annotations.NullMarked;
