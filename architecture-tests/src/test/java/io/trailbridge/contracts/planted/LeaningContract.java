package io.trailbridge.contracts.planted;

import jakarta.inject.Inject;

class LeaningContract {
  @Inject String leansOnAFramework;
}
