package io.trailbridge.testbed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Functions that really run: fed by a queue, with the credentials of their role. */
class LambdaHostIT {
  private static final String CODE =
      """
      import boto3, os

      def handler(event, context):
          who = boto3.client("sts").get_caller_identity()["Arn"]
          failed = []
          for record in event["Records"]:
              print(os.environ["WORD"], record["body"], who)
              if record["body"] == "raise":
                  raise ValueError("as asked")
              if record["body"] == "again":
                  failed.append({"itemIdentifier": record["messageId"]})
          return {"batchItemFailures": failed}
      """;

  private static AwsEmulator emulator;
  private static Clients customer;

  private final String name = "f-" + UUID.randomUUID();
  private SqsClient sqs;
  private LambdaClient lambda;
  private String queue;

  @BeforeAll
  static void start() {
    emulator = AwsEmulator.start();
    customer = new Clients(emulator.endpoint(), emulator.sandbox().seed().customer());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void furnish() {
    sqs = customer.sqs();
    lambda = customer.lambda();
    queue =
        sqs.createQueue(
                it ->
                    it.queueName(name)
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")))
            .queueUrl();
  }

  @Test
  void shouldRunTheFunctionOfAnEnabledMapping() {
    // Given
    deploy("lambda.amazonaws.com", 30);
    map();

    // When
    send("one");

    // Then
    assertThat(logged(1))
        .containsExactly(
            "hello one arn:aws:sts::222222222222:assumed-role/%s/%s".formatted(name, name));
    await().untilAsserted(() -> assertThat(waiting()).isZero());
  }

  @Test
  void shouldGiveAMessageBackThatFailed() {
    // Given
    deploy("lambda.amazonaws.com", 30);
    map();

    // When
    send("again");
    send("raise");

    // Then
    List<String> lines = logged(2);
    assertThat(lines).anyMatch(it -> it.startsWith("hello again"));
    await().untilAsserted(() -> assertThat(waiting()).isEqualTo(2));
    assertThat(String.join("\n", logged(4))).contains("ValueError: as asked");
  }

  @Test
  void shouldRunWhatTheFunctionIsAfterAnUpdate() {
    // Given
    deploy("lambda.amazonaws.com", 30);
    map();
    send("one");
    logged(1);

    // When
    lambda.updateFunctionConfiguration(
        it -> it.functionName(name).environment(e -> e.variables(Map.of("WORD", "goodbye"))));
    send("two");

    // Then
    assertThat(logged(2)).anyMatch(it -> it.startsWith("goodbye two"));
    assertThat(lambda.getFunctionConfiguration(it -> it.functionName(name)).loggingConfig())
        .matches(it -> it.logGroup().equals(name));
  }

  @Test
  void shouldRefuseWhatLambdaRefuses() {
    // Given
    String arn = deploy("lambda.amazonaws.com", 61);

    // Then
    assertThatThrownBy(() -> deploy("ec2.amazonaws.com", 30))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("Function already exist");
    assertThatThrownBy(
            () ->
                lambda.updateFunctionConfiguration(
                    it ->
                        it.functionName(arn).role("arn:aws:iam::222222222222:role/Administrator")))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("cannot be assumed by Lambda");
    assertThatThrownBy(this::map)
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("60 seconds is less than Function timeout: 61 seconds");
  }

  private String deploy(String trusted, int timeout) {
    emulator.sandbox().createRole("222222222222", name, "{\"Service\":\"%s\"}".formatted(trusted));
    String group = name;
    if (customer
        .logs()
        .describeLogGroups(it -> it.logGroupNamePrefix(group))
        .logGroups()
        .isEmpty()) {
      customer.logs().createLogGroup(it -> it.logGroupName(group));
    }
    return lambda
        .createFunction(
            it ->
                it.functionName(name)
                    .runtime(Runtime.PYTHON3_13)
                    .handler("code.handler")
                    .role("arn:aws:iam::222222222222:role/" + name)
                    .timeout(timeout)
                    .loggingConfig(l -> l.logGroup(name))
                    .environment(e -> e.variables(Map.of("WORD", "hello")))
                    .code(c -> c.zipFile(SdkBytes.fromByteArray(zip("code.py", CODE)))))
        .functionArn();
  }

  private void map() {
    lambda.createEventSourceMapping(
        it ->
            it.eventSourceArn("arn:aws:sqs:eu-central-1:222222222222:" + name)
                .functionName(name)
                .batchSize(1)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
  }

  private void send(String body) {
    sqs.sendMessage(it -> it.queueUrl(queue).messageBody(body));
  }

  /** Messages in the queue, whether somebody has them or not. */
  private int waiting() {
    return sqs
        .getQueueAttributes(it -> it.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .entrySet()
        .stream()
        .filter(it -> it.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(it -> Integer.parseInt(it.getValue()))
        .sum();
  }

  private List<String> logged(int lines) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                customer.logs().filterLogEvents(it -> it.logGroupName(name)).events().stream()
                    .map(it -> it.message())
                    .toList(),
            it -> it.size() >= lines);
  }

  private static byte[] zip(String file, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(text.getBytes(UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
