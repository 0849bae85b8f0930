package io.trailbridge.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.connection.ForwarderSecret;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Plays the intake: hands on what SNS offers, and what forwarders have rightly signed; believes
 * everything else and forgets it.
 */
final class Intake implements AutoCloseable {
  /** What the worker derives forwarders' secrets from. */
  static final String MASTER_KEY =
      Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  /** Which secret a batch was signed with; the real intake does not hand it on. */
  static final String KEY_HEADER = "test_key";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Wire wire;

  private Intake(HttpServer server, Wire wire) {
    this.server = server;
    this.wire = wire;
  }

  static Intake start(String bootstrapServers) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Intake intake = new Intake(server, new Wire(bootstrapServers));
      server.createContext("/v1/connections/", intake::receive);
      server.start();
      return intake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    wire.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().endsWith("/batches")) {
      take(exchange);
      return;
    }
    JsonNode envelope =
        MAPPER.readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    if ("SubscriptionConfirmation".equals(envelope.path("Type").asText())) {
      ConnectionId connection =
          ConnectionId.of(exchange.getRequestURI().getPath().split("/", -1)[3]);
      wire.send(
          Topics.PROVISIONING_CONFIRMATIONS,
          connection.toString(),
          new SubscriptionOffered(
              connection,
              Fixture.TENANT,
              new Arn(envelope.path("TopicArn").asText()),
              envelope.path("Token").asText()));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    ConnectionId connection = ConnectionId.of(exchange.getRequestURI().getPath().split("/", -1)[3]);
    Headers headers = exchange.getRequestHeaders();
    String key = headers.getFirst("X-Trailbridge-Key");
    String object = headers.getFirst("X-Trailbridge-Object");
    String signed =
        headers.getFirst("X-Trailbridge-Timestamp") + "\n" + object + "\n" + sha256(body);
    int version = Integer.parseInt(key.substring(key.indexOf('.') + 1));
    String secret = ForwarderSecret.of(Base64.getDecoder().decode(MASTER_KEY), connection, version);
    boolean right =
        ("v1=" + hmac(secret, signed)).equals(headers.getFirst("X-Trailbridge-Signature"));
    if (right) {
      wire.send(
          Topics.CLOUDTRAIL_BATCHES,
          connection.toString(),
          body,
          Map.of(
              BatchHeaders.CONNECTION,
              connection.toString(),
              BatchHeaders.OBJECT,
              object,
              KEY_HEADER,
              key));
    }
    exchange.sendResponseHeaders(right ? 202 : 401, -1);
    exchange.close();
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
