package io.trailbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.testbed.aws.CloudTrailWriter.LoggingTrail;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A customer's AWS account: its administrator's shell, what stands in it, and its CloudTrail. */
final class AwsAccount {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final String id;
  private final Customer shell;

  AwsAccount(World world, String id) {
    this.world = world;
    this.id = id;
    this.shell =
        new Customer(
            world.sandbox().home().workingFolder("customer-" + id),
            world.sandbox().aws().administrator(id, Tenant.REGION));
  }

  String id() {
    return id;
  }

  Customer shell() {
    return shell;
  }

  /** What the AWS CLI answers. */
  JsonNode ask(String... arguments) {
    try {
      String output = shell.aws(arguments).expectSuccess().output();
      return JSON.readTree(output.isBlank() ? "{}" : output);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many subscriptions the connection's topic has. */
  int subscriptions(String connection) {
    int count = 0;
    for (JsonNode each : ask("sns", "list-subscriptions").path("Subscriptions")) {
      if (each.path("TopicArn").asText().contains(hex(connection))) {
        count++;
      }
    }
    return count;
  }

  void awaitSubscriptions(String connection, int wanted) {
    Awaitility.await(wanted + " subscriptions of " + connection + " in account " + id)
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> subscriptions(connection) == wanted);
  }

  /** The ARNs and names of all buckets, topics, subscriptions, trails and roles. */
  Set<String> everything() {
    return Stream.of(
            new Listing("s3api", "list-buckets", "Buckets", "Name"),
            new Listing("sns", "list-topics", "Topics", "TopicArn"),
            new Listing("sns", "list-subscriptions", "Subscriptions", "SubscriptionArn"),
            new Listing("cloudtrail", "list-trails", "Trails", "TrailARN"),
            new Listing("iam", "list-roles", "Roles", "Arn"))
        .parallel()
        .flatMap(this::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private record Listing(String service, String command, String list, String field) {}

  private Stream<String> names(Listing listing) {
    JsonNode items = ask(listing.service(), listing.command()).path(listing.list());
    return items.findValuesAsText(listing.field()).stream()
        .map(name -> listing.field() + " " + name);
  }

  /** CloudTrail writes files of this account into the connection's bucket. */
  List<Written> write(String connection, int files, int records) {
    LoggingTrail trail = trail(connection);
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      Written file = world.cloudTrail().deliver(trail, id, Tenant.REGION, records);
      if (!file.delivered()) {
        throw new IllegalStateException("CloudTrail could not write: " + file.refusal());
      }
      written.add(file);
    }
    return written;
  }

  private LoggingTrail trail(String connection) {
    return world.cloudTrail().trails().stream()
        .filter(trail -> trail.arn().endsWith("/trailbridge-" + hex(connection)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no logging trail of " + connection));
  }

  static String hex(String connection) {
    return connection.replace("-", "");
  }
}
