package io.trailbridge.testbed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.organizations.model.Account;

class AwsEmulatorIT {
  private static AwsEmulator emulator;
  private static SandboxAws sandbox;
  private static SandboxAws.Seeded seeded;

  private Clients worker;
  private Clients customer;

  @BeforeAll
  static void start() {
    emulator = AwsEmulator.start();
    sandbox = emulator.sandbox();
    seeded = sandbox.seed();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void forget() {
    sandbox.clearFaults();
    sandbox.forgetCalls();
    worker = new Clients(emulator.endpoint(), seeded.worker());
    customer = new Clients(emulator.endpoint(), seeded.customer());
  }

  @Test
  void shouldLetARoleDoWhatItsPolicySaysAndNothingElse() {
    // Given
    customer.s3().createBucket(call -> call.bucket("guarded"));
    customer
        .s3()
        .putObject(call -> call.bucket("guarded").key("open/a"), RequestBody.fromString("hello"));
    String role = "arn:aws:iam::222222222222:role/Reader";
    sandbox.createRole("222222222222", "Reader", "{\"AWS\":\"222222222222\"}");
    Clients reader = new Clients(emulator.endpoint(), sandbox.session(role, "it"));
    reader.s3().listObjectsV2(call -> call.bucket("guarded"));

    // When
    customer
        .iam()
        .putRolePolicy(
            call ->
                call.roleName("Reader")
                    .policyName("read")
                    .policyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[
                         {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::guarded/open/*"},
                         {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::guarded",
                          "Condition":{"StringLike":{"s3:prefix":"open/*"}}}]}"""));

    // Then
    assertThat(
            reader
                .s3()
                .getObjectAsBytes(call -> call.bucket("guarded").key("open/a"))
                .asUtf8String())
        .isEqualTo("hello");
    assertThat(reader.s3().listObjectsV2(call -> call.bucket("guarded").prefix("open/")).keyCount())
        .isOne();
    assertCode("AccessDenied", () -> reader.s3().listObjectsV2(call -> call.bucket("guarded")));
    assertCode(
        "AccessDenied",
        () -> reader.s3().getObjectAsBytes(call -> call.bucket("guarded").key("shut/a")));
    assertCode(
        "AccessDenied",
        () -> reader.s3().getObjectAsBytes(call -> call.bucket("guarded").key("open/gone")));
    assertCode("AuthorizationError", () -> reader.sns().createTopic(call -> call.name("mine")));
    assertCode("AccessDeniedException", () -> reader.cloudTrail().describeTrails(call -> {}));
    assertCode(
        "AccessDeniedException", () -> reader.lambda().getFunction(it -> it.functionName("f")));
    assertThat(sandbox.permissions(role))
        .containsEntry("s3:ListBucket", Set.of("arn:aws:s3:::guarded"))
        .containsEntry(
            "s3:GetObject",
            Set.of(
                "arn:aws:s3:::guarded/open/a",
                "arn:aws:s3:::guarded/open/gone",
                "arn:aws:s3:::guarded/shut/a"))
        .containsEntry("cloudtrail:DescribeTrails", Set.of("*"))
        .containsKey("sns:CreateTopic");
  }

  @Test
  void shouldKeepBucketsOfAccountsApart() {
    // Given
    customer.s3().createBucket(call -> call.bucket("apart"));
    customer
        .s3()
        .putObject(call -> call.bucket("apart").key("a/b c+d"), RequestBody.fromString("hello"));

    // When
    String read =
        customer.s3().getObjectAsBytes(call -> call.bucket("apart").key("a/b c+d")).asUtf8String();

    // Then
    assertThat(read).isEqualTo("hello");
    assertCode(
        "AccessDenied",
        () -> worker.s3().getObjectAsBytes(call -> call.bucket("apart").key("a/b c+d")));
    assertCode("AccessDenied", () -> worker.s3().listObjectsV2(call -> call.bucket("apart")));
    assertCode("BucketAlreadyExists", () -> worker.s3().createBucket(call -> call.bucket("apart")));
    assertCode(
        "AccessDenied",
        () ->
            customer
                .s3()
                .getBucketPolicy(call -> call.bucket("apart").expectedBucketOwner("111111111111")));
    customer
        .s3()
        .putBucketPolicy(
            call ->
                call.bucket("apart")
                    .policy(
                        """
                        {"Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::apart/a/*"}]}"""
                            .formatted(SandboxAws.WORKER_ROLE_ARN)));
    assertThat(
            worker
                .s3()
                .getObjectAsBytes(call -> call.bucket("apart").key("a/b c+d"))
                .asUtf8String())
        .isEqualTo("hello");
    assertCode("AccessDenied", () -> worker.s3().listObjectsV2(call -> call.bucket("apart")));
  }

  @Test
  void shouldStandAnOrganizationWithGivenAccounts() {
    // When
    List<String> accounts =
        customer.organizations().listAccounts().accounts().stream().map(Account::id).toList();

    // Then
    assertThat(accounts).containsExactlyInAnyOrder("222222222222", "333333333333", "444444444444");
    assertThat(customer.organizations().describeOrganization().organization().id())
        .isEqualTo(seeded.organizationId());
    assertThat(sandbox.seed().organizationId()).isEqualTo(seeded.organizationId());
  }

  @Test
  void shouldWriteDownEveryCall() {
    // When
    customer.sts().getCallerIdentity();
    assertCode("NoSuchBucket", () -> customer.s3().listObjectsV2(call -> call.bucket("not-there")));

    // Then
    String arn = "arn:aws:sts::222222222222:assumed-role/Administrator/demo";
    assertThat(sandbox.calls())
        .extracting(
            SandboxAws.Call::service,
            SandboxAws.Call::action,
            SandboxAws.Call::caller,
            SandboxAws.Call::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sts", "GetCallerIdentity", arn, 200),
            org.assertj.core.groups.Tuple.tuple("s3", "ListObjectsV2", arn, 404));
    assertThat(sandbox.counts()).containsEntry("222222222222 sts GetCallerIdentity", 1);
  }

  @Test
  void shouldFailAsOrdered() {
    // Given
    sandbox.fault("222222222222", "sns", "CreateTopic", "THROTTLE", 0, 2);
    sandbox.fault("*", "s3", "CreateBucket", "DROP_REPLY", 0, 1);

    // When
    customer.sns().createTopic(call -> call.name("throttled"));
    assertThatThrownBy(() -> customer.s3().createBucket(call -> call.bucket("dropped")));

    // Then
    assertThat(sandbox.counts()).containsEntry("222222222222 sns CreateTopic", 3);
    assertThat(customer.s3().listBuckets().buckets())
        .anyMatch(bucket -> bucket.name().equals("dropped"));
  }

  @Test
  void shouldEndASessionInTheMiddle() {
    // Given
    SandboxAws.Credentials session = sandbox.session(SandboxAws.WORKER_ROLE_ARN, "ended");
    Clients ended = new Clients(emulator.endpoint(), session);
    sandbox.fault("111111111111", "sns", "CreateTopic", "EXPIRE", 0, 1);

    // When / Then
    assertCode("ExpiredToken", () -> ended.sns().createTopic(call -> call.name("expired")));
    assertCode("ExpiredToken", () -> ended.s3().listBuckets());
    assertThat(worker.sts().getCallerIdentity().arn()).endsWith("/worker");
  }

  @Test
  void shouldAnswerWithWhatIsNoAnswerAndHaveDoneIt() {
    // Given
    sandbox.fault("222222222222", "sns", "CreateTopic", "GARBAGE", 0, 1);

    // When
    assertThatThrownBy(() -> customer.sns().createTopic(call -> call.name("garbage")))
        .isInstanceOf(SdkException.class);

    // Then
    assertThat(customer.sns().listTopics().topics())
        .anyMatch(topic -> topic.topicArn().endsWith(":garbage"));
  }

  @Test
  void shouldKillAProcessAtACall() throws Exception {
    // Given
    Process before = new ProcessBuilder("sleep", "600").start();
    Process after = new ProcessBuilder("sleep", "600").start();
    sandbox.kill("222222222222", "role/Administrator", 1, false, before.pid());
    sandbox.kill("222222222222", "role/Administrator", 2, true, after.pid());

    // When
    customer.sns().createTopic(call -> call.name("killed"));

    // Then
    assertThat(before.waitFor()).isNotZero();
    assertThat(after.waitFor()).isNotZero();
    assertThat(sandbox.counts()).containsEntry("222222222222 sns CreateTopic", 3);
  }

  @Test
  void shouldHaveTheWeatherOfItsSeed() {
    // Given
    sandbox.createRole("222222222222", "weathered", "{\"AWS\":\"111111111111\"}");
    String role = "arn:aws:iam::222222222222:role/weathered";

    // When
    List<Integer> first = statusesInTheRain(7, role);
    List<Integer> again = statusesInTheRain(7, role);
    List<Integer> other = statusesInTheRain(8, role);

    // Then
    assertThat(first).isEqualTo(again).isNotEqualTo(other).contains(200, 500);
    assertThat(customer.sts().getCallerIdentity().account()).isEqualTo("222222222222");
  }

  private List<Integer> statusesInTheRain(long seed, String role) {
    sandbox.weather(
        "222222222222",
        new SandboxAws.Weather(seed, 0, 0.4, 0, 0, 0, Duration.ZERO, Duration.ZERO));
    sandbox.forgetCalls();
    Clients session = new Clients(emulator.endpoint(), sandbox.session(role, "rain"));
    while (sandbox.calls().size() < 16) {
      try {
        assertThat(session.sts().getCallerIdentity().arn()).contains("weathered");
      } catch (AwsServiceException e) {
        assertThat(e.statusCode()).isEqualTo(500);
      }
    }
    return sandbox.calls().stream().limit(16).map(SandboxAws.Call::status).toList();
  }

  @Test
  void shouldNotLetAssumeARoleThatIsNew() {
    // Given
    sandbox.weather(
        "222222222222",
        new SandboxAws.Weather(1, 0, 0, 0, 0, 0, Duration.ofHours(1), Duration.ZERO));
    String trust =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"111111111111\"}}]}";
    String role =
        customer
            .iam()
            .createRole(call -> call.roleName("new").assumeRolePolicyDocument(trust))
            .role()
            .arn();

    // When / Then
    assertCode(
        "AccessDenied",
        () -> worker.sts().assumeRole(call -> call.roleArn(role).roleSessionName("early")));
    sandbox.clearFaults();
    assertThat(
            worker
                .sts()
                .assumeRole(call -> call.roleArn(role).roleSessionName("later"))
                .assumedRoleUser()
                .arn())
        .endsWith("new/later");
  }

  @Test
  void shouldHideWhatIsMotosOwn() throws Exception {
    // Given
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    // When
    int status = http.send(request, BodyHandlers.discarding()).statusCode();

    // Then
    assertThat(status).isEqualTo(404);
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsKilled(@TempDir Path directory) throws IOException {
    // Given
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                AwsEmulator.class.getName(),
                "0",
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).startsWith("READY http://127.0.0.1:");
    List<ProcessHandle> children = process.descendants().toList();
    assertThat(children).isNotEmpty();

    // When
    process.destroyForcibly();

    // Then
    Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  static void assertCode(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
