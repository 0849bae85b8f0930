package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.LicenseEvent;
import java.util.List;

/** Tells everybody, if and only if the open transaction commits. */
public interface Announcements {

  /** Announces events in this order. */
  void publish(List<LicenseEvent> events);
}
