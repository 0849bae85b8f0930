package io.trailbridge.provisioning.connection.kafka;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.Sender;
import io.trailbridge.provisioning.connection.LogObjects;
import io.trailbridge.provisioning.connection.Results;
import io.trailbridge.provisioning.connection.domain.LogKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Sends results and log objects; returns once every replica has them. */
@ApplicationScoped
class Outgoing implements Results, LogObjects {
  private final Sender sender;
  private final Clock clock;

  Outgoing(Sender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public void publish(ProvisioningResult result) {
    send(Topics.PROVISIONING_RESULTS, result.connectionId().toString(), (Record) result);
  }

  @Override
  public void add(LogObject object) {
    String account = LogKey.parse(object.key()).map(it -> it.account().value()).orElse("-");
    sender.send(
        Topics.CLOUDTRAIL_OBJECTS,
        object.tenantId() + "/" + account,
        object,
        UUID.randomUUID().toString(),
        clock.instant(),
        Map.of(BatchHeaders.ORIGIN, object.origin().name()));
  }

  private void send(String topic, String key, Record message) {
    sender.send(topic, key, message, UUID.randomUUID().toString(), clock.instant());
  }
}
