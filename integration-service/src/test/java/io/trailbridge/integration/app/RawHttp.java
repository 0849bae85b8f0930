package io.trailbridge.integration.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * HTTP byte by byte: no client stands between what is meant and what is sent. Each request comes
 * from an address of its own, unless one is named.
 */
final class RawHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param head status line and headers as they came
   * @param body as text
   */
  record Answer(int status, String head, String body) {

    /** A header's value, where it is there. */
    Optional<String> header(String name) {
      return head.lines()
          .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(it -> it.substring(name.length() + 1).strip())
          .findFirst();
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The last part of a problem's type; empty where it is none. */
    String slug() {
      return header("content-type").orElse("").startsWith("application/problem+json")
          ? json().path("type").asText().replace("urn:trailbridge:problem:", "")
          : "";
    }
  }

  /** A request with its length, whatever else its headers say. */
  static Answer send(String method, String target, List<String> headers, byte[] body) {
    return send(nextAddress(), method, target, headers, body);
  }

  static Answer send(
      String address, String method, String target, List<String> headers, byte[] body) {
    List<String> all = new ArrayList<>();
    all.add(method + " " + target + " HTTP/1.1");
    if (headers.stream().noneMatch(it -> it.startsWith("Host:"))) {
      all.add("Host: localhost");
    }
    all.add("Connection: close");
    all.addAll(headers);
    if (body.length > 0 || !method.matches("GET|HEAD|OPTIONS|TRACE")) {
      all.add("Content-Length: " + body.length);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((String.join("\r\n", all) + "\r\n\r\n").getBytes(UTF_8));
    request.writeBytes(body);
    return exchange(address, request.toByteArray());
  }

  /** Bytes as they are; the answer is read to the end of the connection. */
  static Answer exchange(String address, byte[] request) {
    try (Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            RestAssured.port,
            InetAddress.getByName(address),
            0)) {
      socket.setSoTimeout(30_000);
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // It was refused before it was sent; the answer is there all the same, or not.
      }
      return answer(toTheEnd(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] toTheEnd(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (SocketTimeoutException e) {
      throw new IOException("left open after: " + bytes.toString(ISO_8859_1), e);
    }
    return bytes.toByteArray();
  }

  private static Answer answer(byte[] bytes) {
    String all = new String(bytes, ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, all, "");
    }
    String head = all.substring(0, end);
    return new Answer(
        Integer.parseInt(head.split(" ", 3)[1]),
        head,
        new String(all.substring(end + 4).getBytes(ISO_8859_1), UTF_8));
  }

  /** An address of this machine's own network that nothing came from yet. */
  static String nextAddress() {
    int next = ADDRESSES.incrementAndGet();
    return "127.1." + (next / 250) + "." + (1 + next % 250);
  }
}
