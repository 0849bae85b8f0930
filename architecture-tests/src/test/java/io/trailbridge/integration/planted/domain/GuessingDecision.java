package io.trailbridge.integration.planted.domain;

import java.time.Instant;

class GuessingDecision {
  Instant looksAtTheClock() {
    return Instant.now();
  }
}
