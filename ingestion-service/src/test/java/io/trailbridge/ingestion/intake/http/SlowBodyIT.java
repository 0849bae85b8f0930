package io.trailbridge.ingestion.intake.http;

import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Callers who take their time with a body, one who asks before he sends it, one who sends too much,
 * less or more than he says.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class SlowBodyIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String OBJECT = "s3://bucket/key";
  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0, 0};

  @Inject Gate gate;
  @Inject MeterRegistry registry;

  @TestHTTPResource("/v1/connections/")
  URI connections;

  @Test
  void shouldEndARequestWhoseBodyDrips() throws IOException {
    try (Socket socket = open("X-Trailbridge-Signature: v1=00\r\nContent-Length: 100000\r\n")) {
      // When
      String answer = dripUntilAnswered(socket);

      // Then
      assertThat(answer).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void shouldRefuseBeforeItAsksForTheBody() throws IOException {
    try (Socket socket = open("Content-Length: 100\r\nExpect: 100-continue\r\n")) {
      assertThat(reader(socket).readLine()).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void shouldLetABodyThatIsTooLargeComeBeforeItRefuses() throws IOException {
    byte[] body = new byte[6 << 20];
    try (Socket socket =
        open("X-Trailbridge-Signature: v1=00\r\nContent-Length: " + body.length + "\r\n")) {
      // When
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(0);
      socket.getOutputStream().write(body);

      // Then
      assertThat(reader(socket).lines())
          .startsWith("HTTP/1.1 413 Request Entity Too Large")
          .anyMatch(line -> line.contains("urn:trailbridge:problem:too-large"));
    }
  }

  @Test
  void shouldTellFromTheHeadersWhatCannotPass() throws IOException {
    // Given
    ConnectionId live = live();
    String soon = "Content-Length: 100\r\nExpect: 100-continue\r\n";
    long now = Instant.now().getEpochSecond();
    UUID unknown = UUID.randomUUID();

    // Then
    assertThat(answer(unknown + "/batches", headers(now, "test.1") + soon)).contains(" 404 ");
    assertThat(answer(live + "/batches", headers(now - 310, "test.1") + soon)).contains(" 401 ");
    assertThat(answer(live + "/batches", headers(now, "test") + soon)).contains(" 401 ");
    assertThat(answer(unknown + "/notifications", soon)).contains(" 503 ");
    assertThat(
            answer(live + "/notifications", "Content-Length: 524289\r\nExpect: 100-continue\r\n"))
        .contains(" 400 ");
  }

  @Test
  void shouldHoldNoMoreBodiesThanThereIsRoomFor() throws Exception {
    // Given
    ConnectionId live = live();
    List<Socket> slow = new ArrayList<>();

    // When
    await().atMost(PATIENCE).until(() -> isFull(live, slow));

    // Then
    assertThat(held()).isLessThanOrEqualTo(64 << 20);
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);

    // When
    closeAll(slow);

    // Then
    await().atMost(PATIENCE).until(() -> post(live).startsWith("HTTP/1.1 202"));
    await().atMost(PATIENCE).until(() -> held() == 0);
  }

  @Test
  void shouldTakeNoBodyOfAnotherLengthThanItSays() throws Exception {
    // Given
    ConnectionId live = live();
    String signed = signed(live);

    // When
    String shorter = wholeAnswer(live, signed + "Content-Length: 100\r\n", GZIP);
    String longer;
    try (Socket socket = open(live + "/batches", signed + "Content-Length: 5\r\n")) {
      socket.getOutputStream().write(Arrays.copyOf(GZIP, 10));
      longer = reader(socket).readLine();
    }

    // Then
    assertThat(shorter).doesNotContain("HTTP/1.1 202");
    assertThat(longer).startsWith("HTTP/1.1 202");
    await().atMost(PATIENCE).until(() -> held() == 0);
  }

  /** 64 bodies of 4 MiB that do not go on, and one that is small and honest. */
  private boolean isFull(ConnectionId live, List<Socket> slow) throws IOException {
    closeAll(slow);
    String headers = headers(Instant.now().getEpochSecond(), "test.1");
    for (int i = 0; i < 64; i++) {
      Socket socket = open(live + "/batches", headers + "Content-Length: " + (4 << 20) + "\r\n");
      socket.getOutputStream().write(new byte[1024]);
      slow.add(socket);
    }
    String answer = post(live);
    return answer.startsWith("HTTP/1.1 503")
        && answer.toLowerCase(Locale.ROOT).contains("retry-after: ");
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private String post(ConnectionId live) throws IOException {
    return wholeAnswer(live, signed(live) + "Content-Length: 5\r\nConnection: close\r\n", GZIP);
  }

  private double held() {
    return registry.get("trailbridge.intake.body.bytes").gauge().value();
  }

  private ConnectionId live() {
    await().atMost(PATIENCE).until(() -> get("/q/health/ready").statusCode() == 200);
    ConnectionId id = new ConnectionId(UUID.randomUUID());
    gate.apply(States.of(id, ConnectionStatus.ACTIVE));
    return id;
  }

  private static String signed(ConnectionId live) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    String secret = ForwarderSecret.of(TestbedResource.masterKey(), live, 1);
    return headers(timestamp, "test.1", ForwarderSignature.of(secret, timestamp, OBJECT, GZIP));
  }

  private static String headers(long timestamp, String key) {
    return headers(Long.toString(timestamp), key, "v1=00");
  }

  private static String headers(String timestamp, String key, String signature) {
    return "X-Trailbridge-Object: %s\r\nX-Trailbridge-Timestamp: %s\r\n"
            .formatted(OBJECT, timestamp)
        + "X-Trailbridge-Key: %s\r\nX-Trailbridge-Signature: %s\r\n".formatted(key, signature);
  }

  /** The first line of the answer to headers alone. */
  private String answer(String path, String headers) throws IOException {
    try (Socket socket = open(path, headers)) {
      return reader(socket).readLine();
    }
  }

  /** All that comes until the connection ends, after all was sent. */
  private String wholeAnswer(ConnectionId live, String headers, byte[] body) throws IOException {
    try (Socket socket = open(live + "/batches", headers)) {
      socket.getOutputStream().write(body);
      if (!headers.contains("Connection: close")) {
        socket.shutdownOutput();
      }
      return reader(socket).lines().collect(Collectors.joining("\n"));
    }
  }

  private Socket open(String headers) throws IOException {
    return open(UUID.randomUUID() + "/batches", headers);
  }

  private Socket open(String path, String headers) throws IOException {
    var socket = new Socket(connections.getHost(), connections.getPort());
    String head =
        "POST "
            + connections.getPath()
            + path
            + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/gzip\r\n"
            + headers
            + "\r\n";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return socket;
  }

  private static String dripUntilAnswered(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    BufferedReader in = reader(socket);
    socket.setSoTimeout(100);
    while (true) {
      try {
        out.write(0x1f);
        return in.readLine();
      } catch (SocketTimeoutException e) {
        // Not yet: the next drop.
      }
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }
}
