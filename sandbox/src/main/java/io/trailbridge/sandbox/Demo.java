package io.trailbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.sandbox.Customer.Ran;
import io.trailbridge.testbed.aws.CloudTrailWriter;
import io.trailbridge.testbed.aws.CloudTrailWriter.LoggingTrail;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The main job from nothing to the last status, each step checked from outside: by the REST APIs,
 * by the AWS CLI with the customer's own credentials, and by a Kafka consumer.
 */
final class Demo implements AutoCloseable {
  private static final String SINGLE = "555555555555";
  private static final String ORGANIZATION = "222222222222";
  private static final String WANTED = "333333333333";
  private static final String UNWANTED = "444444444444";
  private static final String REGION = "eu-central-1";

  private final Sandbox sandbox;
  private final Steps steps;
  private final Console console;
  private final Customer single;
  private final Customer organization;
  private final CloudTrailWriter cloudTrail;
  private final PublishedEvents published;
  private final Pipeline pipeline;
  private final Ledger ledger;
  private String singleId = "";
  private String organizationId = "";

  Demo(Sandbox sandbox, Steps steps, String tenant) {
    this.sandbox = sandbox;
    this.steps = steps;
    this.console = new Console(sandbox, tenant);
    this.single = customer(SINGLE);
    this.organization = customer(ORGANIZATION);
    this.cloudTrail = CloudTrailWriter.of(sandbox.aws().emulator(), 20_261_123L);
    this.published = new PublishedEvents(sandbox.kafka());
    this.pipeline = new Pipeline(sandbox.kafka());
    this.ledger = new Ledger(published, pipeline);
  }

  void run() {
    steps.step("The customer already has a bucket and a topic of its own", this::furnish);
    steps.step("Without a licence no connection can be made", this::refuseWithoutLicense);
    steps.step("Billing grants a licence; integration-service hears of it", this::grant);
    steps.step("A connection of one account is created", this::createSingle);
    steps.step(
        "A connection of an organization is created, one member wanted", this::createOrganization);
    steps.step(
        "The customer pastes the script's commands: one account", () -> connect(single, singleId));
    steps.step("... and the organization", () -> connect(organization, organizationId));
    steps.step("Both connections become ACTIVE", this::awaitActive);
    steps.step("CloudTrail writes files, some twice, some of unwanted accounts", this::deliver);
    steps.step("Exactly the wanted events come out: one account", () -> ledger.settle(singleId));
    steps.step("... and the organization", this::settleOrganization);
    steps.step("What comes out is OCSF", this::lookAtAnEvent);
    steps.step("A user pauses the organization; its subscription goes", this::pauseByUser);
    steps.step("The licence expires: the other one is paused, its subscription goes", this::expire);
    steps.step("CloudTrail writes on; nothing comes out", this::deliverWhilePaused);
    steps.step("The licence is renewed: only what it had paused wakes", this::renew);
    steps.step("The gap of the pause is fetched", () -> ledger.settle(singleId));
    steps.step("The user resumes the organization and its gap is fetched", this::resumeByUser);
    steps.step("The other member is wanted too, while files flow", this::widenFilter);
    steps.step("One account is deleted, logs and all", () -> remove(single, SINGLE, singleId));
    steps.step(
        "The organization is deleted, logs and all",
        () -> remove(organization, ORGANIZATION, organizationId));
    steps.step("What was the customer's before is still there", this::customersOwnIsThere);
  }

  @Override
  public void close() {
    published.close();
    pipeline.close();
  }

  // ---- connect

  private String furnish() {
    for (Customer customer : List.of(single, organization)) {
      String account = customer == single ? SINGLE : ORGANIZATION;
      customer
          .aws(
              "s3api",
              "create-bucket",
              "--bucket",
              "reports-of-" + account,
              "--create-bucket-configuration",
              "LocationConstraint=" + REGION)
          .expectSuccess();
      customer.aws("sns", "create-topic", "--name", "alarms").expectSuccess();
    }
    return "";
  }

  private String refuseWithoutLicense() {
    return console
        .api()
        .post("/api/v1/connections", Console.draft("Too early", SINGLE, REGION).toString())
        .expect(403)
        .text("type");
  }

  private String grant() {
    Instant until = Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    console.license(until);
    return "valid until " + until;
  }

  private String createSingle() {
    singleId = console.create(Console.draft("Production", SINGLE, REGION));
    return singleId + " " + console.status(singleId);
  }

  private String createOrganization() {
    organizationId =
        console.create(
            Console.organizationDraft("Organization", ORGANIZATION, REGION, List.of(WANTED)));
    return organizationId + " " + console.status(organizationId);
  }

  private String connect(Customer customer, String id) {
    Ran ran = console.setUp(id, customer).expectSuccess();
    return ran.output().strip().lines().reduce((_, last) -> last).orElse("");
  }

  private String awaitActive() {
    console.awaitStatus(singleId, "ACTIVE");
    console.awaitStatus(organizationId, "ACTIVE");
    JsonNode inventory = console.connection(organizationId).path("inventory");
    List<String> kinds = new ArrayList<>();
    inventory.forEach(item -> kinds.add(item.path("kind").asText()));
    return String.join(", ", kinds);
  }

  // ---- files

  private String deliver() {
    List<Written> files = new ArrayList<>();
    List<Written> ofSingle = write(trailOf(singleId), SINGLE, 10, 1_000);
    List<Written> ofWanted = write(trailOf(organizationId), WANTED, 8, 1_000);
    files.addAll(ofSingle);
    files.addAll(ofWanted);
    files.addAll(write(trailOf(organizationId), UNWANTED, 4, 500));
    ledger.expect(singleId, ofSingle);
    ledger.expect(organizationId, ofWanted);
    files.add(cloudTrail.deliverAgain(ofSingle.getFirst()));
    files.add(cloudTrail.deliverEventsAgain(ofSingle.get(1)));
    files.add(cloudTrail.deliverEventsAgain(ofWanted.getLast()));
    cloudTrail.deliverDigest(trailOf(singleId), SINGLE);
    int records = files.stream().mapToInt(file -> file.eventIds().size()).sum();
    return "%d files, %,d records".formatted(files.size(), records);
  }

  private String settleOrganization() {
    String verdict = ledger.settle(organizationId);
    List<String> others =
        published.of(organizationId).stream()
            .map(event -> event.json().path("cloud").path("account").path("uid").asText())
            .filter(account -> !account.equals(WANTED))
            .toList();
    require(others.isEmpty(), "events of other accounts came out: " + others.size());
    return verdict;
  }

  private String lookAtAnEvent() {
    JsonNode event = published.of(singleId).getFirst().json();
    require(event.path("metadata").path("version").asText().equals("1.5.0"), "not OCSF 1.5.0");
    return "%s, %s of %s"
        .formatted(
            event.path("class_name").asText(),
            event.path("api").path("operation").asText(),
            event.path("api").path("service").path("name").asText());
  }

  // ---- pause, licence, resume

  private String pauseByUser() {
    console.act(organizationId, "pause", null).expect(202);
    awaitSubscriptions(organization, organizationId, 0);
    return console.status(organizationId) + " " + console.holds(organizationId);
  }

  private String expire() {
    console.grant(Instant.now().plusSeconds(2));
    Awaitility.await("licence to pause both")
        .atMost(Console.PATIENCE)
        .until(
            () ->
                console.holds(singleId).contains("LICENSE")
                    && console.holds(organizationId).contains("LICENSE"));
    awaitSubscriptions(single, singleId, 0);
    return "%s %s, organization %s"
        .formatted(
            console.status(singleId), console.holds(singleId), console.holds(organizationId));
  }

  private String deliverWhilePaused() {
    int before = ledger.out(singleId) + ledger.out(organizationId);
    List<Written> ofSingle = write(trailOf(singleId), SINGLE, 2, 250);
    List<Written> ofWanted = write(trailOf(organizationId), WANTED, 2, 250);
    pipeline.awaitDrained();
    int after = ledger.out(singleId) + ledger.out(organizationId);
    require(before == after, "events came out while paused: " + (after - before));
    ledger.expect(singleId, ofSingle);
    ledger.expect(organizationId, ofWanted);
    return "4 files wait in the buckets";
  }

  private String renew() {
    console.license(Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
    console.awaitStatus(singleId, "ACTIVE");
    awaitSubscriptions(single, singleId, 1);
    Awaitility.await("licence hold of the organization to go")
        .atMost(Console.PATIENCE)
        .until(() -> console.holds(organizationId).equals(List.of("USER")));
    require(console.status(organizationId).equals("PAUSED"), "the user's pause was lost");
    return "one account ACTIVE, organization PAUSED " + console.holds(organizationId);
  }

  private String resumeByUser() {
    console.act(organizationId, "resume", "{\"backfill\":true}").expect(202);
    console.awaitStatus(organizationId, "ACTIVE");
    awaitSubscriptions(organization, organizationId, 1);
    return ledger.settle(organizationId);
  }

  private String widenFilter() {
    console.patch(organizationId, "{\"accounts\":[\"" + WANTED + "\",\"" + UNWANTED + "\"]}");
    // The change travels by Kafka; a file delivered before it arrives is rightly dropped.
    List<Written> files = new ArrayList<>();
    Awaitility.await("an event of the member that was added")
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              files.addAll(write(trailOf(organizationId), UNWANTED, 1, 10));
              return published.of(organizationId).stream()
                  .anyMatch(event -> event.account().equals(UNWANTED));
            });
    return "seen after %d files".formatted(files.size());
  }

  // ---- deletion

  private String remove(Customer customer, String account, String id) {
    JsonNode answer = console.delete(id, true);
    customer.paste(answer.path("removeCommand").asText() + " </dev/null").expectSuccess();
    console.awaitStatus(id, "DELETED");
    String hex = id.replace("-", "");
    for (String[] question : leftoverQuestions()) {
      String output = customer.aws(question).expectSuccess().output();
      require(!output.contains(hex), String.join(" ", question) + " still names it: " + output);
    }
    return "nothing in " + account + " bears its name";
  }

  private static List<String[]> leftoverQuestions() {
    return List.of(
        new String[] {"s3api", "list-buckets"},
        new String[] {"sns", "list-topics"},
        new String[] {"sns", "list-subscriptions"},
        new String[] {"cloudtrail", "list-trails"},
        new String[] {"iam", "list-roles"});
  }

  private String customersOwnIsThere() {
    for (Customer customer : List.of(single, organization)) {
      String account = customer == single ? SINGLE : ORGANIZATION;
      require(
          customer.aws("s3api", "list-buckets").output().contains("reports-of-" + account),
          "the customer's bucket is gone");
      require(
          customer.aws("sns", "list-topics").output().contains(":alarms"),
          "the customer's topic is gone");
    }
    return "buckets and topics of both accounts";
  }

  // ---- looking

  private Customer customer(String account) {
    return new Customer(
        sandbox.home().workingFolder("customer-" + account),
        sandbox.aws().administrator(account, REGION));
  }

  private LoggingTrail trailOf(String id) {
    String name = "trailbridge-" + id.replace("-", "");
    return cloudTrail.trails().stream()
        .filter(trail -> trail.arn().endsWith("/" + name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no logging trail " + name));
  }

  private List<Written> write(LoggingTrail trail, String account, int files, int records) {
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      Written file = cloudTrail.deliver(trail, account, REGION, records);
      require(file.delivered(), "CloudTrail could not write: " + file.refusal());
      written.add(file);
    }
    return written;
  }

  private void awaitSubscriptions(Customer customer, String id, int wanted) {
    String hex = id.replace("-", "");
    Awaitility.await(wanted + " subscriptions of " + id + " in AWS")
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> subscriptions(customer, hex) == wanted);
  }

  private static long subscriptions(Customer customer, String hex) {
    String output = customer.aws("sns", "list-subscriptions").expectSuccess().output();
    return output
        .lines()
        .filter(line -> line.contains("\"TopicArn\"") && line.contains(hex))
        .count();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
