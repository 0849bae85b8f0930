/** Licences in PostgreSQL. Row-level security and the role of the transaction say who sees what. */
@NullMarked
package io.trailbridge.license.entitlement.db;

import org.jspecify.annotations.NullMarked;
