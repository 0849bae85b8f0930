package io.trailbridge.provisioning.connection.domain;

import java.util.regex.Pattern;

/**
 * Calls that share one of AWS's limits. A limit is an account's in a region; CloudTrail's are those
 * of its <a
 * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html">quotas</a>,
 * the others lie below what the services grant, since the account has other callers than us.
 */
public enum CallRate {
  TRAIL_READS(10),
  TRAIL_WRITES(1),
  OBJECTS(500),
  SESSIONS(200),
  OTHERS(20);

  private static final Pattern READS = Pattern.compile("(Describe|Get|List|Lookup).*");

  private final int perSecond;

  CallRate(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Calls a second, where nothing else is configured. */
  public int perSecond() {
    return perSecond;
  }

  /**
   * The limit that a call counts towards.
   *
   * @param service as AWS's SDK calls it
   */
  public static CallRate of(String service, String operation) {
    return switch (service) {
      case "CloudTrail" -> READS.matcher(operation).matches() ? TRAIL_READS : TRAIL_WRITES;
      case "S3" -> OBJECTS;
      case "STS" -> SESSIONS;
      default -> OTHERS;
    };
  }
}
