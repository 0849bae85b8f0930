/** What Kafka itself knows: lag, dead letters, how far topics have grown. */
@NullMarked
package io.trailbridge.integration.ops.kafka;

import org.jspecify.annotations.NullMarked;
