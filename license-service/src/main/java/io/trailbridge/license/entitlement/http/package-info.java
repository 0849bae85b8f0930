/** Billing's door: grants, renews, shows and revokes one tenant's licence by REST. */
@NullMarked
package io.trailbridge.license.entitlement.http;

import org.jspecify.annotations.NullMarked;
