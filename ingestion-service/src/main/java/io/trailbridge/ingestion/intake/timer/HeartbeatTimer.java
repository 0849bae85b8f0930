package io.trailbridge.ingestion.intake.timer;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trailbridge.ingestion.intake.Outlet;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Tells once a minute that the intake is there: what Kafka does not take, the intake cannot. */
@ApplicationScoped
class HeartbeatTimer {
  private static final Logger LOG = Logger.getLogger(HeartbeatTimer.class);

  private final Outlet outlet;

  HeartbeatTimer(Outlet outlet) {
    this.outlet = outlet;
  }

  @Scheduled(
      identity = "heartbeat",
      every = "{trailbridge.intake.heartbeat-every}",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void beat() {
    try {
      outlet.heartbeat();
    } catch (Outlet.NotTaken e) {
      LOG.warn("Kafka took no heartbeat of the intake");
    }
  }
}
