/**
 * The operators' view over all tenants: how much there is, how it flows, what runs took, and who is
 * in trouble. It shows ids, statuses and codes, never the content of a connection.
 */
@NullMarked
package io.trailbridge.integration.ops;

import org.jspecify.annotations.NullMarked;
