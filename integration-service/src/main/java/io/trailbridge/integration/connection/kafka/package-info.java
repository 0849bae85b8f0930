/** Hears what the worker answers and what ingestion counts. */
@NullMarked
package io.trailbridge.integration.connection.kafka;

import org.jspecify.annotations.NullMarked;
