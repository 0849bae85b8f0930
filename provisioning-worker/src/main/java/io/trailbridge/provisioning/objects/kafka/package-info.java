/** Announced log files in, batches out. */
@NullMarked
package io.trailbridge.provisioning.objects.kafka;

import org.jspecify.annotations.NullMarked;
