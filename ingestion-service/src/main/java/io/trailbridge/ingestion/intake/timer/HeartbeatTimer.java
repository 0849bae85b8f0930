package io.trailbridge.ingestion.intake.timer;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trailbridge.ingestion.intake.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells once a minute that the intake takes what is sent to it. */
@ApplicationScoped
class HeartbeatTimer {
  private final Heartbeat heartbeat;

  HeartbeatTimer(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  @Scheduled(
      identity = "heartbeat",
      every = "{trailbridge.intake.heartbeat-every}",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void beat() {
    heartbeat.beat();
  }
}
