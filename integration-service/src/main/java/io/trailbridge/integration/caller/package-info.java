/**
 * Who calls: the tenant and the actor of the request at hand. Doors and use cases ask {@code
 * Caller} and never read a token themselves.
 */
@NullMarked
package io.trailbridge.integration.caller;

import org.jspecify.annotations.NullMarked;
