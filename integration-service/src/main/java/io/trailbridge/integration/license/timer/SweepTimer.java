package io.trailbridge.integration.license.timer;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trailbridge.integration.license.Licenses;
import jakarta.enterprise.context.ApplicationScoped;

/** Goes on with what a crash cut off, and begins what has become due. */
@ApplicationScoped
class SweepTimer {
  private final Licenses licenses;

  SweepTimer(Licenses licenses) {
    this.licenses = licenses;
  }

  @Scheduled(
      identity = "license-sweep",
      every = "{trailbridge.license.sweep-every}",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void sweep() {
    licenses.sweep();
  }
}
