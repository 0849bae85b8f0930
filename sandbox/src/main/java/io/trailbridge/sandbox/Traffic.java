package io.trailbridge.sandbox;

import io.trailbridge.testbed.aws.CloudTrailWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes a file into every logging trail's bucket each few seconds, so that something moves. */
final class Traffic implements AutoCloseable {
  private static final int SECONDS = 5;
  private static final int RECORDS = 50;

  private final CloudTrailWriter writer;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("traffic").factory());

  Traffic(Aws aws) {
    this.writer = CloudTrailWriter.of(aws.emulator(), System.nanoTime());
  }

  void start() {
    var _ = clock.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void write() {
    try {
      writer.deliverEverywhere(1, RECORDS);
    } catch (RuntimeException e) {
      System.err.println("trailbridge: no traffic this time: " + e.getMessage());
    }
  }
}
