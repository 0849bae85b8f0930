package io.trailbridge.integration.traffic.timer;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trailbridge.integration.traffic.Traffic;
import jakarta.enterprise.context.ApplicationScoped;

/** Each in every instance. */
@ApplicationScoped
class TrafficTimer {
  private final Traffic traffic;

  TrafficTimer(Traffic traffic) {
    this.traffic = traffic;
  }

  @Scheduled(
      identity = "traffic",
      every = "2s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void write() {
    traffic.write();
  }

  @Scheduled(
      identity = "old-traffic",
      every = "10m",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void forget() {
    traffic.forget();
  }
}
