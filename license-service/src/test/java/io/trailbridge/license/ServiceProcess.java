package io.trailbridge.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.testbed.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged service in a process of its own, as production runs it. */
public final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServiceProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  public static ServiceProcess start(Map<String, String> config) {
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port));
    config.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(new File("target/license-process.log")))
              .start();
      return new ServiceProcess(process, "http://127.0.0.1:" + port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ServiceProcess awaitReady() {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> send(request("/q/health/ready").GET().build()).statusCode() == 200);
    return this;
  }

  void grant(String token, String tenant, String until) {
    HttpResponse<String> answer =
        send(
            request("/api/v1/tenants/" + tenant + "/licenses/PUBLIC_CLOUD")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"validUntil\":\"" + until + "\"}"))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** How much of its heap is in use now, garbage included, in bytes. */
  public long heapUsed() {
    return send(request("/q/metrics").GET().build())
        .body()
        .lines()
        .filter(it -> it.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToLong(it -> (long) Double.parseDouble(it.substring(it.lastIndexOf(' '))))
        .sum();
  }

  /** No time to say goodbye. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
