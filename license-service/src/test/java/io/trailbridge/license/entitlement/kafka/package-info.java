/** Billing's Kafka door, and the events that come out. */
@NullMarked
package io.trailbridge.license.entitlement.kafka;

import org.jspecify.annotations.NullMarked;
