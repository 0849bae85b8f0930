package io.trailbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.sandbox.Customer.Ran;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The main job from nothing to the last status, each step checked from outside: by the REST APIs,
 * by the AWS CLI with the customer's own credentials, and by a Kafka consumer.
 */
final class Demo implements AutoCloseable {
  private static final String SINGLE = "555555555555";
  private static final String FORWARDED = "666666666666";
  private static final String ORGANIZATION = "222222222222";
  private static final String WANTED = "333333333333";
  private static final String UNWANTED = "444444444444";
  private static final String REGION = "eu-central-1";

  private final Sandbox sandbox;
  private final Steps steps;
  private final Console console;
  private final Customer single;
  private final Customer organization;
  private final DemoTrails trails;
  private final PublishedEvents published;
  private final Pipeline pipeline;
  private final Ledger ledger;
  private final DemoForwarder forwarded;
  private String singleId = "";
  private String organizationId = "";

  Demo(Sandbox sandbox, Steps steps, String tenant) {
    this.sandbox = sandbox;
    this.steps = steps;
    this.console = new Console(sandbox, tenant);
    this.single = customer(SINGLE);
    this.organization = customer(ORGANIZATION);
    this.trails = new DemoTrails(sandbox);
    this.published = new PublishedEvents(sandbox.kafka());
    this.pipeline = new Pipeline(sandbox.kafka());
    this.ledger = new Ledger(published, pipeline);
    this.forwarded =
        new DemoForwarder(
            FORWARDED, customer(FORWARDED), sandbox.aws().endpoint(), console, trails, ledger);
  }

  void run() {
    steps.step("The customer already has a bucket and a topic of its own", this::furnish);
    steps.step("Without a licence no connection can be made", this::refuseWithoutLicense);
    steps.step("Billing grants a licence; integration-service hears of it", this::grant);
    steps.step("A connection of one account is created", this::createSingle);
    steps.step(
        "A connection of an organization is created, one member wanted", this::createOrganization);
    steps.step(
        "A connection that grants no read access is created", () -> forwarded.create(REGION));
    steps.step(
        "The customer pastes the script's commands: one account", () -> connect(single, singleId));
    steps.step("... and the organization", () -> connect(organization, organizationId));
    steps.step(
        "... and the one with a forwarder", () -> connect(forwarded.customer(), forwarded.id()));
    steps.step("All connections become ACTIVE", this::awaitActive);
    steps.step("CloudTrail writes files, some twice, some of unwanted accounts", this::deliver);
    steps.step("Exactly the wanted events come out: one account", () -> ledger.settle(singleId));
    steps.step("... and the organization", this::settleOrganization);
    steps.step("... and what the forwarder posted", forwarded::settle);
    steps.step("What comes out is OCSF", this::lookAtAnEvent);
    steps.step("A user pauses the organization; its subscription goes", this::pauseByUser);
    steps.step("The licence expires: the others are paused, subscriptions go", this::expire);
    steps.step("CloudTrail writes on; nothing comes out", this::deliverWhilePaused);
    steps.step("The licence is renewed: only what it had paused wakes", this::renew);
    steps.step("The gap of the pause is fetched", () -> ledger.settle(singleId));
    steps.step("The forwarder gets a new secret and posts on", forwarded::rotate);
    steps.step("The user resumes the organization and its gap is fetched", this::resumeByUser);
    steps.step("The other member is wanted too, while files flow", this::widenFilter);
    steps.step("One account is deleted, logs and all", () -> remove(single, SINGLE, singleId));
    steps.step("... and the one with the forwarder", this::removeForwarded);
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
    for (Map.Entry<String, Customer> owner : customers().entrySet()) {
      Customer customer = owner.getValue();
      customer
          .aws(
              "s3api",
              "create-bucket",
              "--bucket",
              "reports-of-" + owner.getKey(),
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
    console.awaitStatus(forwarded.id(), "ACTIVE");
    JsonNode inventory = console.connection(forwarded.id()).path("inventory");
    List<String> kinds = new ArrayList<>();
    inventory.forEach(item -> kinds.add(item.path("kind").asText()));
    return String.join(", ", kinds);
  }

  // ---- files

  private String deliver() {
    List<Written> files = new ArrayList<>();
    List<Written> ofSingle = trails.write(singleId, SINGLE, 10, 1_000);
    List<Written> ofWanted = trails.write(organizationId, WANTED, 8, 1_000);
    files.addAll(ofSingle);
    files.addAll(ofWanted);
    files.addAll(trails.write(organizationId, UNWANTED, 4, 500));
    ledger.expect(singleId, ofSingle);
    ledger.expect(organizationId, ofWanted);
    files.add(trails.writer().deliverAgain(ofSingle.getFirst()));
    files.add(trails.writer().deliverEventsAgain(ofSingle.get(1)));
    files.add(trails.writer().deliverEventsAgain(ofWanted.getLast()));
    files.addAll(forwarded.deliver());
    trails.writer().deliverDigest(trails.of(singleId), SINGLE);
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
    Awaitility.await("licence to pause all")
        .atMost(Console.PATIENCE)
        .until(
            () ->
                Stream.of(singleId, organizationId, forwarded.id())
                    .allMatch(id -> console.holds(id).contains("LICENSE")));
    awaitSubscriptions(single, singleId, 0);
    awaitSubscriptions(forwarded.customer(), forwarded.id(), 0);
    return "%s %s, organization %s"
        .formatted(
            console.status(singleId), console.holds(singleId), console.holds(organizationId));
  }

  private String deliverWhilePaused() {
    int before = out();
    List<Written> ofSingle = trails.write(singleId, SINGLE, 2, 250);
    List<Written> ofWanted = trails.write(organizationId, WANTED, 2, 250);
    forwarded.deliverUnwanted();
    pipeline.awaitDrained();
    int after = out();
    require(before == after, "events came out while paused: " + (after - before));
    ledger.expect(singleId, ofSingle);
    ledger.expect(organizationId, ofWanted);
    return "5 files wait in the buckets";
  }

  private int out() {
    return Stream.of(singleId, organizationId, forwarded.id()).mapToInt(ledger::out).sum();
  }

  private String renew() {
    console.license(Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
    console.awaitStatus(singleId, "ACTIVE");
    awaitSubscriptions(single, singleId, 1);
    console.awaitStatus(forwarded.id(), "ACTIVE");
    awaitSubscriptions(forwarded.customer(), forwarded.id(), 1);
    Awaitility.await("licence hold of the organization to go")
        .atMost(Console.PATIENCE)
        .until(() -> console.holds(organizationId).equals(List.of("USER")));
    require(console.status(organizationId).equals("PAUSED"), "the user's pause was lost");
    return "two accounts ACTIVE, organization PAUSED " + console.holds(organizationId);
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
              files.addAll(trails.write(organizationId, UNWANTED, 1, 10));
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
    mustNotBeNamed(customer, id, leftoverQuestions());
    return "nothing in " + account + " bears its name";
  }

  private String removeForwarded() {
    String verdict = remove(forwarded.customer(), FORWARDED, forwarded.id());
    mustNotBeNamed(forwarded.customer(), forwarded.id(), forwarded.leftoverQuestions());
    return verdict;
  }

  private static void mustNotBeNamed(Customer customer, String id, List<String[]> questions) {
    String hex = id.replace("-", "");
    for (String[] question : questions) {
      String output = customer.aws(question).expectSuccess().output();
      require(!output.contains(hex), String.join(" ", question) + " still names it: " + output);
    }
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
    for (Map.Entry<String, Customer> owner : customers().entrySet()) {
      Customer customer = owner.getValue();
      require(
          customer.aws("s3api", "list-buckets").output().contains("reports-of-" + owner.getKey()),
          "the customer's bucket is gone");
      require(
          customer.aws("sns", "list-topics").output().contains(":alarms"),
          "the customer's topic is gone");
    }
    return "buckets and topics of all accounts";
  }

  private Map<String, Customer> customers() {
    return Map.of(SINGLE, single, ORGANIZATION, organization, FORWARDED, forwarded.customer());
  }

  // ---- looking

  private Customer customer(String account) {
    return new Customer(
        sandbox.home().workingFolder("customer-" + account),
        sandbox.aws().administrator(account, REGION));
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
