package io.trailbridge.integration.connection.timer;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trailbridge.integration.connection.LastEvents;
import io.trailbridge.integration.connection.Outages;
import io.trailbridge.integration.connection.Watch;
import jakarta.enterprise.context.ApplicationScoped;

/** What the clock does to connections; each in every instance, the rows are shared out by locks. */
@ApplicationScoped
class ConnectionTimer {
  private final Watch watch;
  private final LastEvents lastEvents;
  private final Outages outages;

  ConnectionTimer(Watch watch, LastEvents lastEvents, Outages outages) {
    this.watch = watch;
    this.lastEvents = lastEvents;
    this.outages = outages;
  }

  @Scheduled(
      identity = "verification",
      every = "{trailbridge.connection.verification.every}",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void verify() {
    watch.verifyDue();
  }

  @Scheduled(
      identity = "last-events",
      every = "1s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void lastEvents() {
    lastEvents.write();
  }

  @Scheduled(
      identity = "outages",
      every = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void outages() {
    outages.fill();
  }

  @Scheduled(
      identity = "tombstones",
      every = "1h",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void tombstones() {
    watch.bury();
  }

  @Scheduled(
      identity = "upkeep",
      every = "1h",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void upkeep() {
    watch.forget();
  }
}
