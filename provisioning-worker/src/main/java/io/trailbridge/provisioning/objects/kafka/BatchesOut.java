package io.trailbridge.provisioning.objects.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.Sender;
import io.trailbridge.provisioning.connection.domain.LogKey;
import io.trailbridge.provisioning.objects.Batches;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends batches; returns once every replica has them. */
@ApplicationScoped
class BatchesOut implements Batches {
  private final Sender sender;

  BatchesOut(Sender sender) {
    this.sender = sender;
  }

  @Override
  public void send(LogObject object, byte[] gzip) {
    String account = LogKey.parse(object.key()).map(it -> it.account().value()).orElse("-");
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.CLOUDTRAIL_BATCHES, (object.tenantId() + "/" + account).getBytes(UTF_8), gzip);
    header(record, BatchHeaders.TENANT, object.tenantId().value());
    header(record, BatchHeaders.CONNECTION, object.connectionId().toString());
    header(record, BatchHeaders.OBJECT, "s3://" + object.bucket() + "/" + object.key());
    header(record, BatchHeaders.ORIGIN, object.origin().name());
    sender.send(record);
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
