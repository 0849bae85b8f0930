package io.trailbridge.ingestion.batch.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Down once a loop cannot go on, or hangs in one turn for longer than any batch or retry takes. */
@Liveness
@ApplicationScoped
class LoopsLiveness implements HealthCheck {
  private static final Duration LONGEST_TURN = Duration.ofMinutes(6);

  private final IngestionLoops loops;

  LoopsLiveness(IngestionLoops loops) {
    this.loops = loops;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("ingestion-loops");
    boolean alive = true;
    for (IngestionLoop loop : loops.loops()) {
      answer.withData(loop.name(), loop.state().name());
      alive &= loop.state() != IngestionLoop.State.FAILED;
      alive &= loop.sinceLastTurn().compareTo(LONGEST_TURN) < 0;
    }
    return answer.status(alive).build();
  }
}
