package io.trailbridge.benchmarks.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The REST API, called as one user. Every answer but the expected one ends the benchmark. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final String token;
  private final HttpClient http;

  /** At this service, with this bearer. */
  Api(String service, String token) {
    this(
        service + "/api/v1",
        token,
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  private Api(String url, String token, HttpClient http) {
    this.url = url;
    this.token = token;
    this.http = http;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return call("GET", path, "application/json", "", null, 200);
  }

  JsonNode post(String path, String body, int expected) throws IOException, InterruptedException {
    return call("POST", path, "application/json", body, null, expected);
  }

  JsonNode patch(String path, String body, long version) throws IOException, InterruptedException {
    return call("PATCH", path, "application/merge-patch+json", body, version, 200);
  }

  /** The same API with another bearer. */
  Api as(String bearer) {
    return new Api(url, bearer, http);
  }

  private JsonNode call(
      String method, String path, String type, String body, @Nullable Long version, int expected)
      throws IOException, InterruptedException {
    BodyPublisher content =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token)
            .method(method, content);
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (version != null) {
      request.header("If-Match", "\"" + version + "\"");
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
