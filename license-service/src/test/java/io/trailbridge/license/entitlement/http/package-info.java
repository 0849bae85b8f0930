/** Billing's REST door, asked from outside. */
@NullMarked
package io.trailbridge.license.entitlement.http;

import org.jspecify.annotations.NullMarked;
