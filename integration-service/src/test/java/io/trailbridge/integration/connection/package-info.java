/** Connections from the licence to Kafka, with the other services played by hand. */
@NullMarked
package io.trailbridge.integration.connection;

import org.jspecify.annotations.NullMarked;
