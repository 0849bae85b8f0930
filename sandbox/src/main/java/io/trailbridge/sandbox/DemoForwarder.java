package io.trailbridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The demo's account that grants no read access: a forwarder in it posts the files, which come by
 * its queue and are signed with its secret.
 */
final class DemoForwarder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String account;
  private final Customer customer;
  private final String endpoint;
  private final Console console;
  private final DemoTrails trails;
  private final Ledger ledger;
  private String id = "";

  DemoForwarder(
      String account,
      Customer customer,
      String endpoint,
      Console console,
      DemoTrails trails,
      Ledger ledger) {
    this.account = account;
    this.customer = customer;
    this.endpoint = endpoint;
    this.console = console;
    this.trails = trails;
    this.ledger = ledger;
  }

  String account() {
    return account;
  }

  Customer customer() {
    return customer;
  }

  /** The connection's, once it is created. */
  String id() {
    return id;
  }

  String create(String region) {
    id = console.create(Console.draft("Forwarded", account, region).put("delivery", "PUSH"));
    return id + " " + console.status(id);
  }

  /** Some of them twice: the queue brings them twice too. */
  List<Written> deliver() {
    List<Written> files = new ArrayList<>(trails.write(id, account, 6, 500));
    ledger.expect(id, files);
    files.add(trails.writer().deliverAgain(files.getFirst()));
    files.add(trails.writer().deliverEventsAgain(files.get(1)));
    return files;
  }

  /** A file of a time in which nothing may come out, and which nobody can fetch later. */
  void deliverUnwanted() {
    trails.write(id, account, 1, 250);
  }

  /** Nothing waits in the queue any more, and what was wanted has come out. */
  String settle() {
    Awaitility.await("the forwarder's queue to be empty")
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> waiting() == 0);
    return ledger.settle(id);
  }

  /** The forwarder signs with another secret from now on. */
  String rotate() {
    String before = key();
    console.act(id, "rotate-secret", null).expect(202);
    Awaitility.await("the forwarder to have its new secret")
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !key().equals(before));
    String after = key();
    ledger.expect(id, trails.write(id, account, 3, 200));
    return "%s, then %s: %s".formatted(before, after, settle());
  }

  private String key() {
    return ask("lambda", "get-function-configuration", "--function-name", name())
        .at("/Environment/Variables/TRAILBRIDGE_KEY")
        .asText();
  }

  private int waiting() {
    String url = ask(sqs("get-queue-url", "--queue-name", name())).path("QueueUrl").asText();
    JsonNode attributes =
        ask(sqs("get-queue-attributes", "--queue-url", url, "--attribute-names", "All"))
            .path("Attributes");
    return attributes.path("ApproximateNumberOfMessages").asInt()
        + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  /** Version 1 of the AWS CLI forgets the address of SQS. */
  private String[] sqs(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sqs"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--endpoint-url", endpoint));
    return command.toArray(String[]::new);
  }

  private JsonNode ask(String... question) {
    String output = customer.aws(question).expectSuccess().output();
    try {
      return JSON.readTree(output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(String.join(" ", question) + ": " + output, e);
    }
  }

  private String name() {
    return "trailbridge-" + id.replace("-", "");
  }

  /** What must not name the connection once it is deleted. */
  List<String[]> leftoverQuestions() {
    return List.of(
        sqs("list-queues"),
        new String[] {"lambda", "list-functions"},
        new String[] {"lambda", "list-event-source-mappings"},
        new String[] {"logs", "describe-log-groups"});
  }
}
