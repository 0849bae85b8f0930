package io.trailbridge.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Up once every whole topic of the service was read to the end that it had at the start. */
@Readiness
@ApplicationScoped
class WholeTopicsReadiness implements HealthCheck {
  private final WholeTopics topics;

  WholeTopicsReadiness(WholeTopics topics) {
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("whole-topics");
    boolean ready = true;
    for (WholeTopic<?, ?> topic : topics.all()) {
      answer.withData(topic.topic(), topic.isReady() ? "read" : "reading");
      ready &= topic.isReady();
    }
    return answer.status(ready).build();
  }
}
