package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.AwsCall;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How many requests one run sent to AWS, retries counted, and which answer took longest. */
final class CallCount {
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<@Nullable AwsCall> slowest = new AtomicReference<>();

  void increment() {
    calls.incrementAndGet();
  }

  void answered(AwsCall call) {
    slowest.accumulateAndGet(
        call, (is, other) -> is != null && is.millis() >= other.millis() ? is : other);
  }

  /** Null where nothing was answered. */
  @Nullable AwsCall slowest() {
    return slowest.get();
  }

  int value() {
    return calls.get();
  }
}
