package io.trailbridge.provisioning.connection.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long SNS tries to reach the intake: as long as it lets anybody ask for. */
public final class RetryPolicy {
  private static final int QUICK = 3;
  private static final int QUICK_SECONDS = 10;
  private static final int GROWING = 10;
  private static final int SLOW = 50;
  private static final int SLOW_SECONDS = 60;

  private RetryPolicy() {}

  /**
   * The delivery policy of an HTTPS subscription, as JSON values: 3 tries 10 s apart, 10 with
   * growing distance, 50 a minute apart; 56 minutes in all. SNS refuses more than an hour.
   */
  public static Map<String, Object> longest() {
    Map<String, Object> healthy = new LinkedHashMap<>();
    healthy.put("minDelayTarget", QUICK_SECONDS);
    healthy.put("maxDelayTarget", SLOW_SECONDS);
    healthy.put("numRetries", QUICK + GROWING + SLOW);
    healthy.put("numMaxDelayRetries", SLOW);
    healthy.put("numNoDelayRetries", 0);
    healthy.put("numMinDelayRetries", QUICK);
    healthy.put("backoffFunction", "linear");
    return Map.of("healthyRetryPolicy", healthy);
  }
}
