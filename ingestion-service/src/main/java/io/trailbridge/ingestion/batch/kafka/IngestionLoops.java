package io.trailbridge.ingestion.batch.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.EventMapper;
import io.trailbridge.ingestion.batch.GateReadiness;
import io.trailbridge.ingestion.batch.IngestionConfig;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.messaging.WholeTopic;
import io.trailbridge.messaging.WholeTopics;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The loops of this process, each on a platform thread, begun once the gate's topics were read
 * whole. One that cannot go on ends the process: whoever supervises it starts it anew.
 */
@Startup
@ApplicationScoped
class IngestionLoops implements GateReadiness {
  private static final Logger LOG = Logger.getLogger(IngestionLoops.class);
  private static final Duration STOPPING = Duration.ofSeconds(20);

  private final WholeTopic<ConnectionId, ?> connections;
  private final WholeTopic<String, ?> licenses;
  private final List<IngestionLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  IngestionLoops(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      IngestionConfig config,
      Gate gate,
      EventMapper.Factory mappers,
      WholeTopics topics,
      MeterRegistry registry,
      Clock clock) {
    this.connections = topics.read(GateTopics.connections(gate));
    this.licenses = topics.read(GateTopics.licenses(gate));
    LoopFactory factory =
        new LoopFactory(
            kafka,
            config,
            gate,
            LoopFactory.budget(config.seen()),
            mappers,
            registry,
            clock,
            new SecureRandom().nextLong(),
            this::gateIsReady);
    for (int number = 0; number < config.loops(); number++) {
      loops.add(factory.create(number, IngestionLoops::endProcess));
    }
  }

  @PostConstruct
  void start() {
    for (IngestionLoop loop : loops) {
      threads.add(Thread.ofPlatform().name("ingestion-" + loop.name()).start(loop));
    }
  }

  /** Ends after the transactions at hand, before the beans that the loops use. */
  void stop(@Observes ShutdownEvent event) {
    loops.forEach(IngestionLoop::stop);
    for (Thread thread : threads) {
      try {
        if (!thread.join(STOPPING)) {
          LOG.warnf("Loop does not end thread=%s", thread.getName());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean gateIsReady() {
    return connections.isReady() && licenses.isReady();
  }

  List<IngestionLoop> loops() {
    return loops;
  }

  private static void endProcess() {
    Quarkus.asyncExit(1);
  }
}
