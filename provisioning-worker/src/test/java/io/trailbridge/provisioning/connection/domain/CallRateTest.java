package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRateTest {
  @ParameterizedTest
  @CsvSource({
    "CloudTrail, DescribeTrails, TRAIL_READS, 10",
    "CloudTrail, GetTrailStatus, TRAIL_READS, 10",
    "CloudTrail, ListTags, TRAIL_READS, 10",
    "CloudTrail, CreateTrail, TRAIL_WRITES, 1",
    "CloudTrail, StartLogging, TRAIL_WRITES, 1",
    "CloudTrail, PutEventSelectors, TRAIL_WRITES, 1",
    "S3, GetObject, OBJECTS, 500",
    "STS, AssumeRole, SESSIONS, 200",
    "SNS, Subscribe, OTHERS, 20",
    "Organizations, DescribeOrganization, OTHERS, 20",
  })
  void shouldNameTheLimitOfEachCall(
      String service, String operation, CallRate limit, int perSecond) {
    assertThat(CallRate.of(service, operation)).isEqualTo(limit);
    assertThat(limit.perSecond()).isEqualTo(perSecond);
  }
}
