package io.trailbridge.provisioning.connection.aws;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests one run sent to AWS, retries counted. */
final class CallCount {
  private final AtomicInteger calls = new AtomicInteger();

  void increment() {
    calls.incrementAndGet();
  }

  int value() {
    return calls.get();
  }
}
