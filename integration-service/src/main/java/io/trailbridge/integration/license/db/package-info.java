/** Licences and unfinished sweeps in PostgreSQL. */
@NullMarked
package io.trailbridge.integration.license.db;

import org.jspecify.annotations.NullMarked;
