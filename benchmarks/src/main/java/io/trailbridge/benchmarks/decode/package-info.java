/**
 * The way of a log file from its gzip bytes to OCSF events, beside what others do with the same
 * files.
 */
@NullMarked
package io.trailbridge.benchmarks.decode;

import org.jspecify.annotations.NullMarked;
