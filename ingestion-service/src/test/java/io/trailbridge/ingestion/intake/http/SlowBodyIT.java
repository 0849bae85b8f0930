package io.trailbridge.ingestion.intake.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.ingestion.TestbedResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A caller who takes his time with a body, one who asks before he sends it, one who sends too much.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class SlowBodyIT {
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

  private Socket open(String headers) throws IOException {
    var socket = new Socket(connections.getHost(), connections.getPort());
    String head =
        "POST "
            + connections.getPath()
            + UUID.randomUUID()
            + "/batches HTTP/1.1\r\nHost: a\r\nContent-Type: application/gzip\r\n"
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
