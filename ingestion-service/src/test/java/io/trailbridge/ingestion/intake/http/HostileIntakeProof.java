package io.trailbridge.ingestion.intake.http;

import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.ForwarderSecret;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.TestbedResource;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.intake.domain.ForwarderSignature;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Hostile calls of the intake: each is answered as the contract says, and says nothing of us. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class HostileIntakeProof {
  private static final String MARK = "7h3-m4rk";
  private static final String UUID_SHAPE = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0, 0};
  private static final String OBJECT = "s3://bucket/" + MARK;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> wrong = new ArrayList<>();
  private int tried;

  @Inject Gate gate;

  @TestHTTPResource("/v1/connections/")
  URI connections;

  @Test
  void shouldAnswerEveryHostileCallAsTheContractSays() throws Exception {
    // Given
    await().atMost(Duration.ofMinutes(1)).until(() -> get("/q/health/ready").statusCode() == 200);
    ConnectionId live = connection(ConnectionStatus.ACTIVE);

    // When
    batches(live);
    signatures(live);
    bodies(live);
    notifications(live);
    paths();

    // Then
    System.out.printf(
        "hostile intake: %d rows tried, %d rows right%n", tried, tried - wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/q/metrics").asString())
        .contains("status=\"413\",uri=\"/v1/connections/{id}/batches\"")
        .doesNotContain(MARK)
        .doesNotContainPattern(UUID_SHAPE);
  }

  private void batches(ConnectionId live) throws Exception {
    expect(202, "an honest batch", signed(live).build());
    expect(202, "a path as its object", new Signed(live).object("s3://bucket/../../x").request());
    expect(404, "an unknown connection", signed(new ConnectionId(UUID.randomUUID())).build());
    expect(404, "no UUID", request(connections.resolve("x/batches")).POST(bytes(GZIP)).build());
    for (var status :
        List.of(ConnectionStatus.PAUSED, ConnectionStatus.DELETING, ConnectionStatus.DELETED)) {
      expect(409, status + "", signed(connection(status)).build());
    }
    for (String encoding : List.of("br", "zstd", "deflate", "gzip, gzip", "gzip;q=1", MARK)) {
      expect(415, encoding, signed(live).header("Content-Encoding", encoding).build());
    }
    for (String encoding : List.of("gzip", "x-gzip", "GZIP", "identity")) {
      expect(202, encoding, signed(live).header("Content-Encoding", encoding).build());
    }
  }

  private void signatures(ConnectionId live) throws Exception {
    ConnectionId other = connection(ConnectionStatus.ACTIVE);
    expect(401, "another connection's secret", new Signed(live).secretOf(other, 1).request());
    expect(202, "the secret that comes next", new Signed(live).version(2).request());
    expect(401, "the one after it", new Signed(live).version(3).request());
    expect(401, "the one before", new Signed(live).version(0).request());
    expect(401, "an unknown master key", new Signed(live).key(MARK + ".1").request());
    for (String key : List.of("", "test", "test.", "test.-1", "test.99999999999", ".1", "a b.1")) {
      expect(401, "the key '" + key + "'", new Signed(live).key(key).request());
    }
    for (long off : new long[] {-310, 310, -100_000_000, 100_000_000}) {
      expect(401, off + " s off", new Signed(live).at(now() + off).request());
    }
    for (String time : List.of("", "now", "-1", "1e9", "99999999999999")) {
      expect(401, "the time '" + time + "'", new Signed(live).timestamp(time).request());
    }
    for (String signature : List.of("", "v1=", "v2=00", "v1=" + "0".repeat(64), MARK)) {
      expect(401, "the signature " + signature, new Signed(live).signature(signature).request());
    }
    for (String object :
        List.of("", "bucket/key", "http://bucket/key", "s3://b/k", "s3://bucket/", "s3:///key")) {
      expect(401, "the object '" + object + "'", new Signed(live).object(object).request());
    }
    expect(401, "an object of 2 KB", new Signed(live).object(OBJECT + "x".repeat(2048)).request());
    expect(401, "a changed body", new Signed(live).send(new byte[] {0x1f, 1, 2}).request());
    expect(401, "no header at all", request(batchesOf(live)).POST(bytes(GZIP)).build());
  }

  private void bodies(ConnectionId live) throws Exception {
    expect(415, "an empty body", new Signed(live).body(new byte[0]).request());
    expect(415, "one byte", new Signed(live).body(new byte[] {0x1f}).request());
    expect(415, "plain JSON", new Signed(live).body("{\"Records\":[]}".getBytes(UTF_8)).request());
    expect(415, "a zip", new Signed(live).body("PK\u0003\u0004xx".getBytes(UTF_8)).request());
    byte[] large = new byte[(4 << 20) + 1];
    large[0] = 0x1f;
    large[1] = (byte) 0x8b;
    expect(413, "a byte more than 4 MiB", new Signed(live).body(large).request());
    expect(413, "6 MiB", new Signed(live).body(new byte[6 << 20]).request());
    expect(202, "chunks", signed(live).POST(chunked(GZIP)).build());
    expect(405, "GET", request(batchesOf(live)).GET().build());
    expect(405, "DELETE", request(batchesOf(live)).DELETE().build());
  }

  private void notifications(ConnectionId live) throws Exception {
    URI uri = connections.resolve(live + "/notifications");
    for (String body :
        List.of(
            "",
            MARK,
            "[]",
            "null",
            "{}",
            "{\"Type\":\"" + MARK + "\"}",
            "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
            "[".repeat(100_000),
            "x".repeat(512 << 10),
            "x".repeat((512 << 10) + 1))) {
      String what = body.length() > 60 ? body.length() + " characters" : body;
      expect(400, "the envelope " + what, request(uri).POST(text(body)).build());
    }
    expect(400, "no topic", envelope(uri, Map.of("TopicArn", MARK)));
    for (String signature : List.of("", "AAAA", "not base64 " + MARK)) {
      expect(403, "the signature " + signature, envelope(uri, Map.of("Signature", signature)));
    }
    for (String field : List.of("SignatureVersion", "Signature", "SigningCertURL")) {
      Map<String, String> unsigned = fields(uri);
      unsigned.remove(field);
      expect(403, "no " + field, request(uri).POST(text(json(unsigned))).build());
    }
    for (String version : List.of("0", "1", "3", "", "2 ")) {
      expect(403, "version " + version, envelope(uri, Map.of("SignatureVersion", version)));
    }
    for (String time : List.of("yesterday", "1970-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "")) {
      expect(403, "the time " + time, envelope(uri, Map.of("Timestamp", time)));
    }
    String path = "/SimpleNotificationService-0001.pem";
    for (String url :
        List.of(
            "http://sns.eu-west-1.amazonaws.com" + path,
            "https://sns.evil.com" + path,
            "https://sns.eu-west-1.amazonaws.com.evil.com" + path,
            "https://sns.us-east-1.amazonaws.com" + path,
            "https://sns.eu-west-1.amazonaws.com@evil.com" + path,
            "https://evil@sns.eu-west-1.amazonaws.com" + path,
            "https://sns.eu-west-1.amazonaws.com:8443" + path,
            "https://sns.eu-west-1.amazonaws.com" + path + "?x=1",
            "https://sns.eu-west-1.amazonaws.com" + path + "#x",
            "https://sns.eu-west-1.amazonaws.com/../x.pem",
            "https://sns.eu-west-1.amazonaws.com/evil" + path,
            "https://s3.amazonaws.com/sns.eu-west-1.amazonaws.com" + path,
            "https://127.0.0.1" + path,
            "https://[::1]" + path,
            "https://169.254.169.254/latest",
            "file:///etc/passwd",
            "not a url " + MARK,
            "")) {
      expect(403, "the certificate at " + url, envelope(uri, Map.of("SigningCertURL", url)));
      expect(
          403,
          "an offer, its certificate at " + url,
          envelope(
              uri,
              Map.of(
                  "Type",
                  "SubscriptionConfirmation",
                  "Token",
                  "t",
                  "SubscribeURL",
                  "http://169.254.169.254/",
                  "SigningCertURL",
                  url)));
    }
    URI unknown = connections.resolve(UUID.randomUUID() + "/notifications");
    expect(503, "an unknown connection", envelope(unknown, Map.of()));
    expect(400, "chunks without end", request(uri).POST(chunked(new byte[1 << 20])).build());
    expect(
        403,
        "a message of 256 KiB",
        envelope(uri, Map.of("SigningCertURL", "x", "Message", "m".repeat(256 << 10))));
  }

  private void paths() throws Exception {
    for (String path : List.of(MARK, UUID.randomUUID() + "/" + MARK, UUID.randomUUID() + "/")) {
      URI uri = connections.resolve(path);
      expect(404, "GET " + path, request(uri).GET().build());
      expect(404, "POST " + path, request(uri).POST(bytes(GZIP)).build());
      expect(404, "6 MiB to " + path, request(uri).POST(bytes(new byte[6 << 20])).build());
    }
  }

  private HttpRequest envelope(URI uri, Map<String, String> changes) {
    Map<String, String> fields = fields(uri);
    fields.putAll(changes);
    return request(uri).POST(text(json(fields))).build();
  }

  private static Map<String, String> fields(URI uri) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Type", "Notification");
    fields.put("MessageId", "m-1");
    fields.put("TopicArn", "arn:aws:sns:eu-west-1:222222222222:trailbridge-" + hex(uri));
    fields.put("Message", MARK);
    fields.put("Timestamp", Instant.now().toString());
    fields.put("SignatureVersion", "2");
    fields.put("Signature", "AAAA");
    fields.put("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/x.pem");
    return fields;
  }

  private static String json(Map<String, String> fields) {
    StringBuilder json = new StringBuilder();
    fields.forEach(
        (name, value) ->
            json.append(json.isEmpty() ? "{" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(value)
                .append('"'));
    return json.append('}').toString();
  }

  private static String hex(URI uri) {
    return uri.getPath().split("/", -1)[3].replace("-", "");
  }

  private void expect(int status, String what, HttpRequest request)
      throws IOException, InterruptedException {
    tried++;
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    String body = answer.body();
    if (answer.statusCode() != status) {
      wrong.add(what + ": " + answer.statusCode() + " instead of " + status);
    } else if (body.contains(MARK) || body.contains("Exception") || body.contains("\tat ")) {
      wrong.add(what + ": it says too much: " + body);
    }
  }

  private ConnectionId connection(ConnectionStatus status) {
    ConnectionId id = new ConnectionId(UUID.randomUUID());
    gate.apply(States.of(id, status));
    return id;
  }

  private URI batchesOf(ConnectionId id) {
    return connections.resolve(id + "/batches");
  }

  private HttpRequest.Builder signed(ConnectionId id) {
    return new Signed(id).builder();
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri);
  }

  private static BodyPublisher bytes(byte[] body) {
    return BodyPublishers.ofByteArray(body);
  }

  private static BodyPublisher text(String body) {
    return BodyPublishers.ofString(body);
  }

  private static BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  /** A batch as a forwarder would sign it, but for what is changed. */
  private final class Signed {
    private final ConnectionId id;
    private ConnectionId secretOf;
    private int version = 1;
    private String key = "";
    private String timestamp = Long.toString(now());
    private String object = OBJECT;
    private byte[] body = GZIP;
    private byte[] sent = GZIP;
    private String signature = "";
    private boolean keyIsSet;
    private boolean signatureIsSet;

    Signed(ConnectionId id) {
      this.id = id;
      this.secretOf = id;
    }

    Signed secretOf(ConnectionId other, int otherVersion) {
      secretOf = other;
      version = otherVersion;
      return this;
    }

    Signed version(int other) {
      version = other;
      return this;
    }

    Signed key(String other) {
      key = other;
      keyIsSet = true;
      return this;
    }

    Signed at(long seconds) {
      return timestamp(Long.toString(seconds));
    }

    Signed timestamp(String other) {
      timestamp = other;
      return this;
    }

    Signed object(String other) {
      object = other;
      return this;
    }

    Signed body(byte[] other) {
      body = other;
      sent = other;
      return this;
    }

    Signed send(byte[] other) {
      sent = other;
      return this;
    }

    Signed signature(String other) {
      signature = other;
      signatureIsSet = true;
      return this;
    }

    HttpRequest request() {
      return builder().build();
    }

    HttpRequest.Builder builder() {
      String secret = ForwarderSecret.of(TestbedResource.masterKey(), secretOf, version);
      return HttpRequest.newBuilder(batchesOf(id))
          .header("X-Trailbridge-Object", object)
          .header("X-Trailbridge-Timestamp", timestamp)
          .header(
              "X-Trailbridge-Key", keyIsSet ? key : TestbedResource.MASTER_KEY_ID + "." + version)
          .header(
              "X-Trailbridge-Signature",
              signatureIsSet ? signature : ForwarderSignature.of(secret, timestamp, object, body))
          .POST(bytes(sent));
    }
  }
}
