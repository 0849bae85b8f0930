/** The use cases, without AWS and Kafka. */
@NullMarked
package io.trailbridge.provisioning.connection;

import org.jspecify.annotations.NullMarked;
