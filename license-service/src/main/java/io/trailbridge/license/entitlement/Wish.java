package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.license.entitlement.domain.Input;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a licence.
 *
 * @param orderId an order grants once and revokes once; null: as often as it comes
 * @param by whose wish it is: the subject of the token, or the source of the message
 */
public record Wish(Input.Wanted wanted, @Nullable OrderId orderId, String by) {}
