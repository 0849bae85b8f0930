package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.ProvisioningResult;

/** Where results go. */
public interface Results {

  /** Returns once the broker has acknowledged. */
  void publish(ProvisioningResult result);
}
