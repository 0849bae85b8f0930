package io.trailbridge.testbed.aws;

import static io.trailbridge.testbed.aws.AwsEmulatorIT.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;

class AssumeRoleIT {
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
  void shouldLetAssumeARoleOnlyAsItsTrustPolicySays() {
    // Given
    String role = accessRole("trust", "/trailbridge/", "x+/=&%20");

    // When
    String session =
        worker
            .sts()
            .assumeRole(call -> call.roleArn(role).roleSessionName("test").externalId("x+/=&%20"))
            .assumedRoleUser()
            .arn();

    // Then
    assertThat(session).isEqualTo("arn:aws:sts::222222222222:assumed-role/trust/test");
    StsClient sts = worker.sts();
    assertCode(
        "AccessDenied", () -> sts.assumeRole(call -> call.roleArn(role).roleSessionName("test")));
    assertCode(
        "AccessDenied",
        () -> sts.assumeRole(call -> call.roleArn(role).roleSessionName("test").externalId("x")));
    assertCode(
        "AccessDenied",
        () ->
            sts.assumeRole(
                call ->
                    call.roleArn("arn:aws:iam::222222222222:role/trust")
                        .roleSessionName("test")
                        .externalId("x+/=&%20")));
    assertCode(
        "AccessDenied",
        () ->
            new Clients(emulator.endpoint(), sandbox.administrator("555555555555"))
                .sts()
                .assumeRole(
                    call -> call.roleArn(role).roleSessionName("test").externalId("x+/=&%20")));
    assertCode(
        "AccessDenied",
        () ->
            new Clients(emulator.endpoint(), SandboxAws.root("111111111111"))
                .sts()
                .assumeRole(
                    call -> call.roleArn(role).roleSessionName("test").externalId("x+/=&%20")));
  }

  @Test
  void shouldRefuseARoleThatIsGone() {
    // Given
    String role = accessRole("gone", "/", "id");
    customer.iam().deleteRole(call -> call.roleName("gone"));

    // When
    ThrowingCallable assume =
        () ->
            worker
                .sts()
                .assumeRole(call -> call.roleArn(role).roleSessionName("test").externalId("id"));

    // Then
    assertCode("AccessDenied", assume);
  }

  @Test
  void shouldRefuseASessionThatIsOver() {
    // When
    Clients expired =
        new Clients(emulator.endpoint(), sandbox.session(SandboxAws.WORKER_ROLE_ARN, "over", 0));

    // Then
    assertCode("ExpiredToken", () -> expired.sts().getCallerIdentity());
    assertCode("ExpiredToken", () -> expired.s3().listBuckets());
    assertCode("ExpiredTokenException", () -> expired.cloudTrail().describeTrails());
  }

  @Test
  void shouldKnowNobodyByAKeyFromNowhere() {
    // When
    Clients nobody =
        new Clients(
            emulator.endpoint(), new SandboxAws.Credentials("AKIAIOSFODNN7EXAMPLE", "x", ""));

    // Then
    assertCode("InvalidClientTokenId", () -> nobody.sts().getCallerIdentity());
    assertCode("UnrecognizedClientException", () -> nobody.cloudTrail().describeTrails());
  }

  @Test
  void shouldKnowUsersByTheirOwnKeys() {
    // Given
    customer.iam().createUser(call -> call.userName("maria").path("/staff/"));
    var key = customer.iam().createAccessKey(call -> call.userName("maria")).accessKey();

    // When
    String arn =
        new Clients(
                emulator.endpoint(),
                new SandboxAws.Credentials(key.accessKeyId(), key.secretAccessKey(), ""))
            .sts()
            .getCallerIdentity()
            .arn();

    // Then
    assertThat(arn).isEqualTo("arn:aws:iam::222222222222:user/staff/maria");
  }

  @Test
  void shouldNotTrustARoleThatDoesNotExist() {
    // When
    ThrowingCallable create =
        () ->
            customer
                .iam()
                .createRole(
                    call ->
                        call.roleName("wrong")
                            .assumeRolePolicyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                                 "Principal":{"AWS":"arn:aws:iam::111111111111:role/nowhere"}}]}"""));

    // Then
    assertCode("MalformedPolicyDocument", create);
  }

  private String accessRole(String name, String path, String externalId) {
    return customer
        .iam()
        .createRole(
            call ->
                call.roleName(name)
                    .path(path)
                    .assumeRolePolicyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"%s"},
                         "Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}]}"""
                            .formatted(SandboxAws.WORKER_ROLE_ARN, externalId)))
        .role()
        .arn();
  }
}
