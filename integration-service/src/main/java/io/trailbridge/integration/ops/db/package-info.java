/** What the database knows, over all tenants. */
@NullMarked
package io.trailbridge.integration.ops.db;

import org.jspecify.annotations.NullMarked;
