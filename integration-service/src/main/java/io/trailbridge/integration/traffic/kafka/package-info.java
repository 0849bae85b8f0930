/** Hears what ingestion counts. */
@NullMarked
package io.trailbridge.integration.traffic.kafka;

import org.jspecify.annotations.NullMarked;
