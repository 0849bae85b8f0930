package io.trailbridge.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Plays the intake: hands on what SNS offers, believes everything else and forgets it. */
final class Intake implements AutoCloseable {
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
}
