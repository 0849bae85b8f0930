package io.trailbridge.integration.planted.domain;

import org.jboss.logging.Logger;

class TalkingDecision {
  void talks(Logger log) {
    log.info("decided");
  }
}
