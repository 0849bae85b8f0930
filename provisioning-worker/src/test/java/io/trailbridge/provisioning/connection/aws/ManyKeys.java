package io.trailbridge.provisioning.connection.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.provisioning.Fixture;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.LogBuckets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An S3 with one bucket that holds any number of log files of one day, made up as they are listed,
 * a thousand a page, and has no folders; and an STS that lets everybody in. The emulated AWS would
 * hold them all.
 */
public final class ManyKeys implements AutoCloseable {
  private static final int PAGE = 1000;

  private final HttpServer server;
  private final Fixture connection;
  private final int keys;
  private final Instant written;
  private final AtomicInteger pages = new AtomicInteger();

  private ManyKeys(HttpServer server, Fixture connection, int keys, Instant written) {
    this.server = server;
    this.connection = connection;
    this.keys = keys;
    this.written = written;
  }

  /**
   * Starts it on a free port.
   *
   * @param written what the listing calls LastModified
   */
  public static ManyKeys start(Fixture connection, int keys, Instant written) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ManyKeys many = new ManyKeys(server, connection, keys, written);
      server.createContext("/", many::answer);
      server.start();
      return many;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The worker's own way to it. */
  public LogBuckets buckets() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    AwsConfig config = AwsAt.endpoint(endpoint, Map.of());
    AwsClients clients = new AwsClients(config, new Pace(config), new SimpleMeterRegistry());
    return new AwsLogBuckets(clients, new Roles(clients, config, Clock.systemUTC()));
  }

  /** How many pages were asked for. */
  public int pages() {
    return pages.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String answer;
    if (exchange.getRequestMethod().equals("POST")) {
      answer = body.contains("AssumeRole") ? session() : identity();
    } else if (parameter(exchange, "delimiter") != null) {
      answer = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
    } else {
      answer = page(parameter(exchange, "prefix"), parameter(exchange, "continuation-token"));
    }
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String page(@Nullable String prefix, @Nullable String token) {
    pages.incrementAndGet();
    int first = token == null ? 0 : Integer.parseInt(token);
    int end = Math.min(keys, first + PAGE);
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    xml.append("<IsTruncated>").append(end < keys).append("</IsTruncated>");
    if (end < keys) {
      xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
    }
    for (int i = first; i < end; i++) {
      xml.append("<Contents><Key>")
          .append(prefix)
          .append(connection.account())
          .append("_CloudTrail_")
          .append(connection.region())
          .append("_20200101T0000Z_%016d.json.gz".formatted(i))
          .append("</Key><LastModified>")
          .append(written)
          .append("</LastModified><ETag>&quot;e&quot;</ETag><Size>1234</Size></Contents>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static @Nullable String parameter(HttpExchange exchange, String name) {
    for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }

  private String session() {
    return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId>"
        + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>"
        + "2100-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::"
        + connection.account()
        + ":assumed-role/access/w</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>";
  }

  private static String identity() {
    return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>"
        + "arn:aws:sts::111111111111:assumed-role/trailbridge-worker/w</Arn><Account>111111111111"
        + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
  }
}
