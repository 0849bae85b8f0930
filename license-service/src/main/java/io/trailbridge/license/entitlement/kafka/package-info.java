/** Orders of billing come in by Kafka, licence events go out by the outbox. */
@NullMarked
package io.trailbridge.license.entitlement.kafka;

import org.jspecify.annotations.NullMarked;
