package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.trailbridge.contracts.shared.AccountId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailRequest;

class PaceTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final Region REGION = Region.EU_CENTRAL_1;

  private final Seconds time = new Seconds();
  private final Pace pace = new Pace(Map.of(), 3, time, time::pass);

  /** Time that passes only where somebody waits. */
  private static final class Seconds implements TimeMeter {
    private long nanos;

    void pass(long waited) {
      nanos += waited;
    }

    Duration passed() {
      return Duration.ofNanos(nanos);
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  @Test
  void shouldWriteToCloudTrailOnceASecond() {
    // When
    for (int i = 0; i < 21; i++) {
      call(ACCOUNT, REGION, "CloudTrail", "CreateTrail", false, 1);
    }

    // Then
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void shouldReadFromCloudTrailTenTimesASecond() {
    // When
    for (int i = 0; i < 30; i++) {
      call(ACCOUNT, REGION, "CloudTrail", "DescribeTrails", false, 1);
    }

    // Then
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldLetNeitherAccountsNorRegionsNorServicesWaitForEachOther() {
    // When
    call(ACCOUNT, REGION, "CloudTrail", "CreateTrail", false, 1);
    call(OTHER, REGION, "CloudTrail", "CreateTrail", false, 1);
    call(ACCOUNT, Region.EU_WEST_1, "CloudTrail", "CreateTrail", false, 1);
    call(ACCOUNT, REGION, "SNS", "CreateTopic", false, 1);

    // Then
    assertThat(time.passed()).isZero();
  }

  @Test
  void shouldLetLaterCallsWaitForRetries() {
    // When
    call(ACCOUNT, REGION, "CloudTrail", "CreateTrail", false, 3);
    Duration afterRetries = time.passed();
    call(ACCOUNT, REGION, "CloudTrail", "StartLogging", false, 1);

    // Then
    assertThat(afterRetries).isZero();
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void shouldLeaveHalfOfALimitToWhatIsLive() {
    // When
    for (int i = 0; i < 250; i++) {
      call(ACCOUNT, REGION, "S3", "GetObject", true, 1);
    }
    for (int i = 0; i < 250; i++) {
      call(ACCOUNT, REGION, "S3", "GetObject", false, 1);
    }
    Duration live = time.passed();
    call(ACCOUNT, REGION, "S3", "GetObject", true, 1);

    // Then
    assertThat(live).isZero();
    assertThat(time.passed()).isPositive();
  }

  @Test
  void shouldForgetLimitsThatNobodyAsksFor() {
    // When
    for (int i = 0; i < 100; i++) {
      call(new AccountId("%012d".formatted(i)), REGION, "SNS", "CreateTopic", false, 1);
    }

    // Then
    assertThat(pace.size()).isEqualTo(3);
  }

  private void call(
      AccountId account,
      Region region,
      String service,
      String operation,
      boolean backfill,
      int attempts) {
    ExecutionAttributes attributes =
        new ExecutionAttributes()
            .putAttribute(SdkExecutionAttribute.SERVICE_NAME, service)
            .putAttribute(SdkExecutionAttribute.OPERATION_NAME, operation)
            .putAttribute(Pace.BACKFILL, backfill);
    AwsRequest request = CreateTrailRequest.builder().build();
    InterceptorContext context = InterceptorContext.builder().request(request).build();
    ExecutionInterceptor interceptor = pace.of(account, region);
    interceptor.beforeExecution(context, attributes);
    for (int i = 0; i < attempts; i++) {
      interceptor.beforeTransmission(context, attributes);
    }
  }
}
