package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.testbed.aws.LambdaFunctions.Deployed;
import io.trailbridge.testbed.aws.LambdaMappings.Mapping;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays Lambda for queues: takes messages of enabled event source mappings, hands them to the
 * function's own code in a process of its own, with a session of its role, and deletes what the
 * function did not call failed. What failed comes again after its visibility timeout, which passes
 * a hundred times as fast as on AWS.
 */
final class LambdaHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaHost.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final int SPED_UP_BY = 100;

  private final Moto moto;
  private final LambdaFunctions functions;
  private final LambdaMappings mappings;
  private final Sessions sessions;
  private final Roles roles;
  private final Machine machine;
  private final Clock clock;
  private final Map<String, Warm> warm = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<String, Rest> resting = new ConcurrentHashMap<>();
  private final Thread poller;
  private volatile boolean closed;

  /**
   * What functions run on.
   *
   * @param python an interpreter that has boto3
   * @param script reads events and calls the handler
   * @param workDir where code is unpacked to
   * @param endpoint what functions are told to be AWS
   */
  record Machine(String python, Path script, Path workDir, URI endpoint) {
    static Machine of(MotoProcess moto, Path workDir, URI endpoint) throws IOException {
      Path script = MotoProcess.unpack("lambda_runtime.py", workDir);
      return new Machine(moto.python(), script, workDir, endpoint);
    }
  }

  /** A queue that was empty is asked again later, and later still if it still is. */
  private record Rest(Instant until, Duration pause) {
    Rest longer(Instant now) {
      Duration next = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
      return new Rest(now.plus(next), next);
    }
  }

  /** A process that runs one revision of a function. */
  private record Warm(long revision, FunctionProcess process) {}

  LambdaHost(
      Moto moto,
      LambdaFunctions functions,
      LambdaMappings mappings,
      Sessions sessions,
      Roles roles,
      Machine machine,
      Clock clock) {
    this.moto = moto;
    this.functions = functions;
    this.mappings = mappings;
    this.sessions = sessions;
    this.roles = roles;
    this.machine = machine;
    this.clock = clock;
    this.poller = Thread.ofVirtual().name("lambda-host").start(this::poll);
  }

  @Override
  public void close() {
    closed = true;
    poller.interrupt();
    warm.values().forEach(it -> it.process().close());
  }

  private void poll() {
    while (!closed) {
      endWhatWasDeleted();
      for (Mapping mapping : mappings.enabled()) {
        Rest rest = resting.get(mapping.id());
        boolean rests = rest != null && clock.instant().isBefore(rest.until());
        if (!rests && busy.add(mapping.id())) {
          Thread.ofVirtual().start(() -> serve(mapping));
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void endWhatWasDeleted() {
    warm.forEach(
        (text, running) -> {
          Arn arn = Arn.parse(text, "FunctionArn");
          if (functions.find(arn.account(), arn.region(), LambdaMappings.name(arn)).isEmpty()) {
            warm.remove(text);
            running.process().close();
          }
        });
  }

  private void serve(Mapping mapping) {
    try {
      Arn function = mapping.function();
      functions
          .find(mapping.account(), function.region(), LambdaMappings.name(function))
          .ifPresent(it -> serve(mapping, it));
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("a queue could not be served: queue={}", mapping.queueUrl(), e);
      }
    } finally {
      busy.remove(mapping.id());
    }
  }

  private void serve(Mapping mapping, Deployed function) {
    JsonNode messages = receive(mapping);
    if (messages.isEmpty()) {
      Instant now = clock.instant();
      resting.merge(
          mapping.id(), new Rest(now, PAUSE).longer(now), (known, _) -> known.longer(now));
      return;
    }
    resting.remove(mapping.id());
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    messages.forEach(message -> records.add(record(mapping, message)));
    JsonNode answer =
        process(mapping.account(), function)
            .invoke(event, Duration.ofSeconds(function.configuration().path("Timeout").asInt(3)));
    writeLog(mapping.account(), function, answer);
    functions.runs(function);
    Set<String> failed = failed(mapping, answer.path("result"));
    int hidden = Math.max(1, mappings.visibility(mapping.queue()) / SPED_UP_BY);
    for (JsonNode message : messages) {
      if (answer.has("error") || failed.contains(message.path("MessageId").asText())) {
        sqs(mapping, "ChangeMessageVisibility", handle(message).put("VisibilityTimeout", hidden));
      } else {
        sqs(mapping, "DeleteMessage", handle(message));
      }
    }
  }

  private static ObjectNode handle(JsonNode message) {
    return Json.object().put("ReceiptHandle", message.path("ReceiptHandle").asText());
  }

  private static Set<String> failed(Mapping mapping, JsonNode result) {
    Set<String> failed = new HashSet<>();
    if (mapping.partialBatches()) {
      result
          .path("batchItemFailures")
          .forEach(it -> failed.add(it.path("itemIdentifier").asText()));
    }
    return failed;
  }

  private JsonNode receive(Mapping mapping) {
    Reply reply =
        sqs(
            mapping,
            "ReceiveMessage",
            Json.object()
                .put("MaxNumberOfMessages", Math.min(10, mapping.batchSize()))
                .set("AttributeNames", Json.MAPPER.createArrayNode().add("All")));
    return reply.ok() ? Json.read(reply.body).path("Messages") : Json.MAPPER.createArrayNode();
  }

  private Reply sqs(Mapping mapping, String action, JsonNode parameters) {
    ObjectNode body = parameters.deepCopy();
    body.put("QueueUrl", mapping.queueUrl());
    return moto.json(
        mapping.account(), mapping.queue().region(), "sqs", "AmazonSQS." + action, body);
  }

  private static ObjectNode record(Mapping mapping, JsonNode message) {
    ObjectNode record =
        Json.object()
            .put("messageId", message.path("MessageId").asText())
            .put("receiptHandle", message.path("ReceiptHandle").asText())
            .put("body", message.path("Body").asText())
            .put("md5OfBody", message.path("MD5OfBody").asText())
            .put("eventSource", "aws:sqs")
            .put("eventSourceARN", mapping.queue().text())
            .put("awsRegion", mapping.queue().region());
    record.set("attributes", message.path("Attributes"));
    record.putObject("messageAttributes");
    return record;
  }

  private FunctionProcess process(String account, Deployed function) {
    String arn = function.text("FunctionArn");
    Warm found = warm.get(arn);
    if (found != null && found.revision() == function.revision() && found.process().isAlive()) {
      return found.process();
    }
    if (found != null) {
      found.process().close();
    }
    FunctionProcess fresh =
        FunctionProcess.start(
            machine.python(),
            machine.script(),
            machine.workDir().resolve("lambda-" + account + "-" + function.revision()),
            function.zip(),
            function.text("Handler"),
            environment(function));
    warm.put(arn, new Warm(function.revision(), fresh));
    return fresh;
  }

  private Map<String, String> environment(Deployed function) {
    Map<String, String> environment = new HashMap<>();
    function
        .configuration()
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(it -> environment.put(it.getKey(), it.getValue().asText()));
    Roles.Role role = roles.find(function.text("Role")).orElseThrow();
    Session session =
        sessions.issue(
            Roles.session(role, function.text("FunctionName")),
            Instant.now(clock).plus(3650, ChronoUnit.DAYS));
    environment.put("AWS_ACCESS_KEY_ID", session.accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", session.secretKey());
    environment.put("AWS_SESSION_TOKEN", session.token());
    environment.put("AWS_REGION", function.arn().region());
    environment.put("AWS_DEFAULT_REGION", function.arn().region());
    environment.put("AWS_ENDPOINT_URL", machine.endpoint().toString());
    // Nobody's files or machine's role may fill in for what the function was not given.
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.text("FunctionName"));
    environment.put("AWS_LAMBDA_FUNCTION_TIMEOUT", function.text("Timeout"));
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", function.text("MemorySize"));
    return environment;
  }

  /** Into the function's log group, where there is one; without it the lines are lost. */
  private void writeLog(String account, Deployed function, JsonNode answer) {
    String text = answer.path("log").asText() + answer.path("error").asText();
    if (text.isBlank()) {
      return;
    }
    String stream = "$LATEST-" + function.revision();
    ObjectNode where =
        Json.object().put("logGroupName", function.logGroup()).put("logStreamName", stream);
    logs(account, function, "CreateLogStream", where);
    ArrayNode lines = where.putArray("logEvents");
    text.strip()
        .lines()
        .forEach(line -> lines.addObject().put("timestamp", clock.millis()).put("message", line));
    logs(account, function, "PutLogEvents", where);
  }

  private void logs(String account, Deployed function, String action, ObjectNode body) {
    moto.json(account, function.arn().region(), "logs", "Logs_20140328." + action, body);
  }
}
