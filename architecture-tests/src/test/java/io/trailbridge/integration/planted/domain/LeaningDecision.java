package io.trailbridge.integration.planted.domain;

import jakarta.inject.Inject;

class LeaningDecision {
  @Inject String leansOnAFramework;
}
