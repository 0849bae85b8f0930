/**
 * Licences per tenant and package. {@code domain} says how they move; here stand the use cases,
 * which load, decide, save and announce inside the transaction that a door has opened.
 */
@NullMarked
package io.trailbridge.license.entitlement;

import org.jspecify.annotations.NullMarked;
