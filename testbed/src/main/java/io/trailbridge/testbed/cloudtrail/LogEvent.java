package io.trailbridge.testbed.cloudtrail;

/**
 * One record of a log file.
 *
 * @param id CloudTrail's {@code eventID}
 * @param json the record as it stands in the file
 */
public record LogEvent(String id, String json) {}
