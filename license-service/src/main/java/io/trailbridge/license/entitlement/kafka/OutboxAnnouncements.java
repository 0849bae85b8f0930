package io.trailbridge.license.entitlement.kafka;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.license.entitlement.Announcements;
import io.trailbridge.messaging.Outbox;
import io.trailbridge.messaging.Outbox.Outgoing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Licence events, one key a tenant and package: the compacted topic keeps the newest. */
@ApplicationScoped
class OutboxAnnouncements implements Announcements {
  private final Outbox outbox;

  OutboxAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void publish(List<LicenseEvent> events) {
    outbox.publishAll(events.stream().map(OutboxAnnouncements::outgoing).toList());
  }

  private static Outgoing outgoing(LicenseEvent event) {
    String key = event.tenantId() + "/" + event.licensePackage();
    // Every event is a record: the interface is sealed.
    return new Outgoing(Topics.LICENSE_EVENTS, key, (Record) event, event.effectiveAt());
  }
}
