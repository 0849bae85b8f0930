/**
 * Writes CloudTrail log files as AWS delivers them: gzip of {@code {"Records":[…]}}, the events of
 * one account and one region, under the name that CloudTrail gives. The same seed always gives the
 * same files, so a test can compare what came out with what went in, event by event.
 */
@NullMarked
package io.trailbridge.testbed.cloudtrail;

import org.jspecify.annotations.NullMarked;
