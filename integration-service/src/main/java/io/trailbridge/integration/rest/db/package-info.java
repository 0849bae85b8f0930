/** The key of cursors in PostgreSQL, where all instances find the same. */
@NullMarked
package io.trailbridge.integration.rest.db;

import org.jspecify.annotations.NullMarked;
