package io.trailbridge.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.provisioning.objects.domain.LogFileCutter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class FetchIT {
  @Inject ControlPlane control;
  @Inject Customer customer;

  @Test
  void shouldForwardALogFileAsItIs() {
    // Given
    Fixture connection = provisioned();
    byte[] file = LogFiles.of(List.of("{\"eventID\":\"1\"}", "{\"eventID\":\"2\"}"));
    String key = customer.putLogFile(connection, "2026/11/23/a", file);

    // When
    announce(connection, connection.bucket(), key, Origin.LIVE);

    // Then
    ConsumerRecord<String, byte[]> batch = batches(connection, 1).getFirst();
    assertThat(batch.value()).isEqualTo(file);
    assertThat(batch.key()).isEqualTo("acme/" + connection.account());
    assertThat(header(batch, "tb_tenant")).isEqualTo("acme");
    assertThat(header(batch, "tb_connection")).isEqualTo(connection.id().toString());
    assertThat(header(batch, "tb_object")).isEqualTo("s3://" + connection.bucket() + "/" + key);
    assertThat(header(batch, "tb_origin")).isEqualTo("LIVE");
  }

  @Test
  void shouldCutALargeFileAtRecordBorders() {
    // Given
    Fixture connection = provisioned();
    List<String> records = incompressible(9_000);
    String key = customer.putLogFile(connection, "2026/11/23/large", LogFiles.of(records));

    // When
    announce(connection, connection.bucket(), key, Origin.LIVE);

    // Then
    List<ConsumerRecord<String, byte[]>> batches = batches(connection, 3);
    assertThat(batches)
        .allMatch(it -> it.value().length <= LogFileCutter.LARGEST_BATCH)
        .allMatch(it -> header(it, "tb_object").endsWith(key));
    StringBuilder all = new StringBuilder();
    for (ConsumerRecord<String, byte[]> batch : batches) {
      String json = LogFiles.inflate(batch.value());
      assertThat(json).startsWith("{\"Records\":[").endsWith("]}");
      all.append(json, "{\"Records\":[".length(), json.length() - 2).append(',');
    }
    assertThat(all.toString().equals(String.join(",", records) + ",")).isTrue();
  }

  @Test
  void shouldTellAnObjectThatIsGone() {
    // Given
    Fixture connection = provisioned();

    // When
    announce(connection, connection.bucket(), keyOf(connection, "gone"), Origin.LIVE);

    // Then
    assertThat(reason(connection)).isEqualTo("object-gone");
  }

  @Test
  void shouldTellABucketThatIsGone() {
    // Given
    Fixture connection = customer.connect();
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);

    // When
    announce(connection, connection.bucket(), keyOf(connection, "f"), Origin.LIVE);

    // Then
    assertThat(reason(connection)).isEqualTo("bucket-gone");
  }

  @Test
  void shouldTellARefusalAfterATime() {
    // Given
    Fixture connection = provisioned();
    String key = customer.putLogFile(connection, "2026/11/23/b", LogFiles.of(List.of("{}")));
    customer.sandbox().fault(connection.account().value(), "s3", "GetObject", "DENY", 0, 1000);

    // When
    announce(connection, connection.bucket(), key, Origin.LIVE);

    // Then
    assertThat(reason(connection)).isEqualTo("access-refused");
    customer.sandbox().clearFaults();
  }

  @Test
  void shouldReadNoBucketButTheConnections() {
    // Given
    Fixture connection = provisioned();

    // When
    announce(connection, "somebody-elses", keyOf(connection, "c"), Origin.LIVE);

    // Then
    assertThat(reason(connection)).isEqualTo("bucket-mismatch");
  }

  @Test
  void shouldReadNoBucketOfOurNameInAnotherAccount() {
    // Given
    Fixture connection = customer.connect();
    Fixture other = Fixture.anywhere();
    String key = keyOf(connection, "e");
    try (var s3 = customer.s3(other)) {
      s3.createBucket(
          it ->
              it.bucket(connection.bucket())
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
      s3.putObject(
          it -> it.bucket(connection.bucket()).key(key),
          RequestBody.fromBytes(LogFiles.of(List.of("{}"))));
    }
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);

    // When
    announce(connection, connection.bucket(), key, Origin.LIVE);

    // Then
    assertThat(reason(connection)).isEqualTo("access-refused");
  }

  @Test
  void shouldTellAConnectionThatNobodyKnows() {
    // Given
    Fixture connection = Fixture.anywhere();

    // When
    announce(connection, connection.bucket(), keyOf(connection, "d"), Origin.LIVE);

    // Then
    assertThat(reason(connection)).isEqualTo("unknown-connection");
  }

  @Test
  void shouldKeepWhatABackfillFoundOfAHeldConnection() {
    // Given
    Fixture connection = provisioned();
    control.state(connection, ConnectionStatus.PAUSED, 2, true);

    // When
    announce(connection, connection.bucket(), keyOf(connection, "live"), Origin.LIVE);
    announce(connection, connection.bucket(), keyOf(connection, "old"), Origin.BACKFILL);

    // Then
    assertThat(reason(connection)).isEqualTo("connection-held");
    assertThat(deadLetters(connection)).hasSize(1);
  }

  /** As far as fetching is concerned: a role, a bucket, and a state that names it. */
  private Fixture provisioned() {
    Fixture connection = customer.connect();
    try (var s3 = customer.s3(connection)) {
      s3.createBucket(
          it ->
              it.bucket(connection.bucket())
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
    }
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);
    return connection;
  }

  private void announce(Fixture connection, String bucket, String key, Origin origin) {
    control
        .wire()
        .send(
            Topics.CLOUDTRAIL_OBJECTS,
            "acme/" + connection.account(),
            new LogObject(connection.id(), Fixture.TENANT, bucket, key, null, null, origin));
  }

  private List<ConsumerRecord<String, byte[]>> batches(Fixture connection, int count) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                control
                    .wire()
                    .read(
                        Topics.CLOUDTRAIL_BATCHES,
                        it -> connection.id().toString().equals(header(it, "tb_connection"))),
            it -> it.size() >= count);
  }

  private String reason(Fixture connection) {
    return header(
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> deadLetters(connection), it -> !it.isEmpty())
            .getFirst(),
        "tb_reason");
  }

  private List<ConsumerRecord<String, byte[]>> deadLetters(Fixture connection) {
    return control
        .wire()
        .read(
            Topics.deadLetterOf(Topics.CLOUDTRAIL_OBJECTS),
            it -> new String(it.value(), UTF_8).contains(connection.id().toString()));
  }

  private static String keyOf(Fixture connection, String name) {
    return "AWSLogs/%s/CloudTrail/%s/2026/11/23/%s.json.gz"
        .formatted(connection.account(), connection.region(), name);
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static List<String> incompressible(int count) {
    Random random = new Random(7);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] noise = new byte[900];
      random.nextBytes(noise);
      records.add(
          "{\"eventID\":\"%d\",\"tricky\":\"]}\\\"{[\",\"noise\":\"%s\"}"
              .formatted(i, Base64.getEncoder().encodeToString(noise)));
    }
    return records;
  }
}
