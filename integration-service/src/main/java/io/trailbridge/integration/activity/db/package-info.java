/** The history in PostgreSQL: rows that can be added and read, by grant. */
@NullMarked
package io.trailbridge.integration.activity.db;

import org.jspecify.annotations.NullMarked;
