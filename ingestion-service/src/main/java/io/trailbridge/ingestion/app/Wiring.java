package io.trailbridge.ingestion.app;

import io.trailbridge.ingestion.batch.EventMapper;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Beans that no room makes for itself. */
@ApplicationScoped
class Wiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** One for all: what the followers of its topics put in, intake and loops ask. */
  @Produces
  @Singleton
  Gate gate() {
    return new Gate();
  }

  @Produces
  @Singleton
  EventMapper.Factory mappers() {
    return OcsfMapper::new;
  }
}
