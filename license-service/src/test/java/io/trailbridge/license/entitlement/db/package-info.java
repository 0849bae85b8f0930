/** The store in PostgreSQL against the one in memory. */
@NullMarked
package io.trailbridge.license.entitlement.db;

import org.jspecify.annotations.NullMarked;
