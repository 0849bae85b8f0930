package io.trailbridge.provisioning.connection.aws;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.domain.CallRate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;

/**
 * Keeps our calls below what AWS grants an account in a region: a call waits for its token before
 * it is sent. A retry has waited already, so it takes its token at once and later calls wait for
 * it. Of each limit, a backfill gets half.
 */
@ApplicationScoped
class Pace {
  /** Set on a request that can wait for those that cannot. */
  static final ExecutionAttribute<Boolean> BACKFILL = new ExecutionAttribute<>("Backfill");

  private static final ExecutionAttribute<Boolean> PAID = new ExecutionAttribute<>("Paid");

  private final Map<CallRate, Integer> rates;
  private final TimeMeter time;
  private final BlockingStrategy waiting;
  private final Map<Limit, Bucket> buckets;

  private record Limit(
      AccountId account, Region region, String service, CallRate rate, boolean backfill) {}

  @Inject
  Pace(AwsConfig config) {
    this(config.rates(), config.paces(), TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
  }

  Pace(Map<CallRate, Integer> rates, int kept, TimeMeter time, BlockingStrategy waiting) {
    this.rates = rates;
    this.time = time;
    this.waiting = waiting;
    // One that nobody has asked for a second is full: it may be forgotten and made anew.
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Limit, Bucket> eldest) {
            return size() > kept;
          }
        };
  }

  /** For the clients of an account in a region. */
  ExecutionInterceptor of(AccountId account, Region region) {
    return new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes call) {
        boolean backfill = Boolean.TRUE.equals(call.getAttribute(BACKFILL));
        if (backfill) {
          take(bucket(account, region, call, true));
        }
        take(bucket(account, region, call, false));
        call.putAttribute(PAID, true);
      }

      @Override
      public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
        if (Boolean.TRUE.equals(call.getAttribute(PAID))) {
          call.putAttribute(PAID, false);
        } else {
          bucket(account, region, call, false).consumeIgnoringRateLimits(1);
        }
      }
    };
  }

  /** How many limits are minded. */
  int size() {
    synchronized (buckets) {
      return buckets.size();
    }
  }

  private Bucket bucket(
      AccountId account, Region region, ExecutionAttributes call, boolean backfill) {
    String service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    CallRate rate = CallRate.of(service, call.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          new Limit(account, region, service, rate, backfill), this::full);
    }
  }

  private Bucket full(Limit limit) {
    int granted = rates.getOrDefault(limit.rate(), limit.rate().perSecond());
    int perSecond = limit.backfill() ? Math.max(1, granted / 2) : granted;
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(it -> it.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  private void take(Bucket bucket) {
    try {
      bucket.asBlocking().consume(1, waiting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for AWS", e);
    }
  }
}
