package io.trailbridge.integration.connection.domain;

import java.time.Duration;

/**
 * When verifications count: one that failed may be AWS having a bad minute.
 *
 * @param failures that many in a row ...
 * @param over ... and at least so long apart, first to last, mean lost
 * @param successes that many in a row mean found again
 */
public record HealthRule(int failures, Duration over, int successes) {}
