package io.trailbridge.sandbox;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until a process answers, and says where its log is when it does not. */
final class Probe {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TRIES = 3;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final ManagedProcess process;

  private Probe(ManagedProcess process) {
    this.process = process;
  }

  static Probe of(ManagedProcess process) {
    return new Probe(process);
  }

  void awaitHttp(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    await(() -> HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }

  void awaitPort(int port) {
    await(
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        });
  }

  /** Waits until the broker has the topics. */
  void awaitKafka(String bootstrapServers) {
    awaitPort(Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      await(
          () ->
              admin
                  .listTopics()
                  .names()
                  .get(5, TimeUnit.SECONDS)
                  .contains("trailbridge.cloudtrail.events"));
    }
  }

  private void await(Callable<Boolean> answer) {
    int restarts = process.restarts();
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .failFast(
              () -> {
                if (process.restarts() > restarts + TRIES) {
                  throw new Complaint(process.name() + " keeps dying; see " + process.log());
                }
              })
          .until(answer);
    } catch (ConditionTimeoutException e) {
      throw new Complaint(
          process.name()
              + " does not answer after "
              + PATIENCE.toSeconds()
              + " seconds; its log is "
              + process.log(),
          e);
    }
  }
}
