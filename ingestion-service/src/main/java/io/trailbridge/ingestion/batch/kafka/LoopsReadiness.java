package io.trailbridge.ingestion.batch.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Up once every loop turns, so after the gate's topics were read whole. */
@Readiness
@ApplicationScoped
class LoopsReadiness implements HealthCheck {
  private final IngestionLoops loops;

  LoopsReadiness(IngestionLoops loops) {
    this.loops = loops;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("ingestion-loops-running");
    boolean running = true;
    for (IngestionLoop loop : loops.loops()) {
      answer.withData(loop.name(), loop.state().name());
      running &= loop.state() == IngestionLoop.State.RUNNING;
    }
    return answer.status(running).build();
  }
}
