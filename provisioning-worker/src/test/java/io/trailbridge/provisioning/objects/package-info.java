/** What becomes of a log file, without AWS and Kafka. */
@NullMarked
package io.trailbridge.provisioning.objects;

import org.jspecify.annotations.NullMarked;
