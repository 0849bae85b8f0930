package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP endpoint that keeps what SNS brings, and answers as it is told. */
final class Subscriber implements AutoCloseable {
  record Received(Headers headers, String body) {
    JsonNode json() {
      return Json.read(body);
    }

    String type() {
      return headers.getFirst("x-amz-sns-message-type");
    }
  }

  final List<Received> received = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();
  volatile int failureStatus = 503;
  private final HttpServer server;

  Subscriber() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(
                  exchange.getRequestBody().readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8);
          received.add(new Received(exchange.getRequestHeaders(), body));
          int status = failures.getAndDecrement() > 0 ? failureStatus : 200;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/notifications";
  }

  List<Received> ofType(String type) {
    return received.stream().filter(message -> message.type().equals(type)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
