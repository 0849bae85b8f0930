/**
 * Log files on their way from S3 to ingestion: fetched where they were announced, forwarded as they
 * are, cut at record borders where they are too large for one Kafka record.
 */
@NullMarked
package io.trailbridge.provisioning.objects;

import org.jspecify.annotations.NullMarked;
