package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.Faults;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import io.trailbridge.testbed.aws.SandboxAws;
import io.trailbridge.testbed.aws.SandboxAws.Weather;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Answers of AWS that have surprised others, each with what must come of it. What the emulated AWS
 * can answer is answered by it; the rest is judged by the table of errors.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class AwsAnswersProof {
  private static final String DONE = "done";
  private static final String NOT_ENABLED = "REGION_NOT_ENABLED";

  /** More calls than any run makes. */
  private static final int EVER = 10_000;

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  /** The number is the row's in the catalogue of hostile inputs. */
  private record Row(int number, String answer, String wanted, Supplier<String> came) {}

  private record Tried(Row row, String came) {
    boolean right() {
      return row.wanted().equals(came);
    }
  }

  @Test
  void shouldDoWhatEachAnswerCallsFor() {
    // Given
    List<Row> rows =
        Stream.of(
                roles(),
                regions(),
                buckets(),
                functions(),
                trails(),
                organizations(),
                topics(),
                strangers(),
                removals())
            .flatMap(List::stream)
            .toList();

    // When
    List<Tried> tried =
        Proofs.sideBySide(
            rows.stream()
                .<Supplier<Tried>>map(it -> () -> new Tried(it, it.came().get()))
                .toList());

    // Then
    tried.forEach(
        it -> System.out.printf("%d %-70s %s%n", it.row().number(), it.row().answer(), it.came()));
    System.out.println(
        "AWS answers tried "
            + tried.size()
            + ", right "
            + tried.stream().filter(Tried::right).count());
    assertThat(tried).allMatch(Tried::right);
  }

  private List<Row> roles() {
    return List.of(
        new Row(
            101,
            "AssumeRole refused at first: a role that is new",
            DONE,
            () -> {
              Fixture connection = customer.connect();
              String account = connection.account().value();
              customer.sandbox().fault(account, "sts", "AssumeRole", "DENY", 0, 1);
              return reconcile(connection);
            }),
        new Row(
            101,
            "AccessDenied at first: a new role whose policy is not known yet",
            DONE,
            () -> {
              Fixture connection = Fixture.anywhere();
              Duration late = Duration.ofMillis(500);
              customer
                  .sandbox()
                  .weather(
                      connection.account().value(),
                      new Weather(0, 0, 0, 0, 0, 0, Duration.ZERO, late));
              customer.createRole(connection, connection.externalId());
              return setUp(connection);
            }),
        new Row(
            101,
            "AccessDenied for good: a new role whose policy is too narrow",
            "ACCESS_DENIED, CreateTrail more than once",
            () -> {
              Fixture connection = customer.connect();
              String account = connection.account().value();
              customer.sandbox().fault(account, "cloudtrail", "CreateTrail", "DENY", 0, EVER);
              return setUp(connection)
                  + ", CreateTrail "
                  + (made(connection, "CreateTrail") > 1 ? "more than once" : "once");
            }),
        new Row(
            101,
            "AssumeRole refused later",
            "LOST ROLE_ASSUMABLE",
            () -> {
              Fixture connection = provisioned();
              customer.deleteRole(connection);
              return verify(connection);
            }));
  }

  private List<Row> regions() {
    return List.of(
        faulty("a session that a region knows only later", DONE, "s3", "*", "UNKNOWN", 1),
        faulty("S3 of a region that is not enabled", NOT_ENABLED, "s3", "*", "UNKNOWN", EVER),
        faulty("SNS of a region that is not enabled", NOT_ENABLED, "sns", "*", "UNKNOWN", EVER),
        faulty(
            "CloudTrail of a region that is not enabled",
            NOT_ENABLED,
            "cloudtrail",
            "*",
            "UNKNOWN",
            EVER),
        new Row(
            106,
            "a region that is disabled later",
            "LOST TRAIL_EXISTS",
            () -> {
              Fixture connection = provisioned();
              String account = connection.account().value();
              customer.sandbox().fault(account, "cloudtrail", "*", "UNKNOWN", 0, EVER);
              return verify(connection);
            }),
        judged(106, "sts:AssumeRole", "RegionDisabledException", "", NOT_ENABLED),
        judged(106, "s3:CreateBucket", "OptInRequired", "", NOT_ENABLED),
        faulty("SlowDown for a while", DONE, "s3", "PutBucketPolicy", "THROTTLE", 4),
        faulty("throttled for a while", DONE, "cloudtrail", "CreateTrail", "THROTTLE", 4),
        faulty(
            "throttled without an end",
            "AWS_UNAVAILABLE",
            "cloudtrail",
            "CreateTrail",
            "THROTTLE",
            EVER),
        faulty(
            "AccessDenied by a service control policy",
            "ACCESS_DENIED",
            "cloudtrail",
            "CreateTrail",
            "DENY",
            EVER));
  }

  /** What ends a provisioning of which so many calls of an action get a fault. */
  private Row faulty(
      String answer, String wanted, String service, String action, String kind, int count) {
    return new Row(
        106,
        answer,
        wanted,
        () -> {
          Fixture connection = customer.connect();
          String account = connection.account().value();
          customer.sandbox().fault(account, service, action, kind, 0, count);
          return reconcile(connection);
        });
  }

  private List<Row> organizations() {
    return List.of(
        new Row(
            109,
            "AWSOrganizationsNotInUse: an account without one",
            "ORGANIZATION_NOT_IN_USE",
            () -> {
              Fixture connection = Fixture.anywhere(true);
              customer.createRole(connection, connection.externalId());
              return reconcile(connection);
            }),
        new Row(
            109,
            "NotOrganizationMasterAccount: a member that is no delegate",
            "ORGANIZATION_NOT_MANAGEMENT_ACCOUNT",
            () -> {
              Fixture connection = Fixture.anywhere(true);
              String management = Fixture.anywhere().account().value();
              customer.sandbox().organization(management, List.of(connection.account().value()));
              customer.createRole(connection, connection.externalId());
              return reconcile(connection);
            }),
        new Row(
            109,
            "CloudTrailAccessNotEnabled: no trusted access",
            "ORGANIZATION_ACCESS_NOT_ENABLED",
            () -> {
              Fixture connection = Fixture.anywhere(true);
              customer.sandbox().organization(connection.account().value(), List.of());
              customer.createRole(connection, connection.externalId());
              return reconcile(connection);
            }),
        judged(
            109,
            "cloudtrail:CreateTrail",
            "NoManagementAccountSLRExistsException",
            "",
            "ORGANIZATION_ACCESS_NOT_ENABLED"));
  }

  private List<Row> removals() {
    return List.of(
        new Row(
            110,
            "not found on delete",
            "left ROLE, then ROLE",
            () -> {
              Fixture connection = provisioned();
              return "left " + remove(connection) + ", then " + remove(connection);
            }));
  }

  private String remove(Fixture connection) {
    return accounts.remove(work(connection), true, List.of()).left().stream()
        .map(it -> it.kind().name())
        .collect(Collectors.joining(" "));
  }

  private List<Row> buckets() {
    return List.of(
        new Row(
            102,
            "us-east-1: an own bucket is looked at, never made again",
            DONE + ", CreateBucket 1",
            () -> {
              Fixture connection = customer.connect().at("us-east-1");
              return reconcile(connection)
                  + reconcile(connection).replace(DONE, "")
                  + ", CreateBucket "
                  + made(connection, "CreateBucket");
            }),
        new Row(
            102,
            "BucketAlreadyOwnedByYou: made by a call whose answer was lost",
            DONE,
            () -> {
              Fixture connection = customer.connect();
              String account = connection.account().value();
              customer.sandbox().fault(account, "s3", "CreateBucket", "DROP_REPLY", 0, 1);
              return again(connection);
            }),
        new Row(
            102,
            "BucketAlreadyExists: our name in another account",
            "BUCKET_NAME_TAKEN",
            () -> {
              Fixture connection = customer.connect();
              makeBucket(Fixture.anywhere(), connection.bucket());
              return reconcile(connection);
            }),
        new Row(
            102,
            "a bucket of our name and region with other tags",
            "BUCKET_NOT_OURS",
            () -> {
              Fixture connection = customer.connect();
              makeBucket(connection, connection.bucket());
              try (S3Client s3 = customer.s3(connection)) {
                s3.putBucketTagging(
                    it ->
                        it.bucket(connection.bucket())
                            .tagging(
                                t ->
                                    t.tagSet(
                                        software.amazon.awssdk.services.s3.model.Tag.builder()
                                            .key("team")
                                            .value("theirs")
                                            .build())));
              }
              return reconcile(connection);
            }),
        judged(102, "s3:CreateBucket", "OperationAborted", "", "SETTLING"),
        judged(
            102,
            "s3:PutBucketNotification",
            "InvalidArgument",
            "Unable to validate the following destination configurations",
            "SETTLING"),
        judged(102, "s3:CreateBucket", "TooManyBuckets", "", "LIMIT_REACHED"));
  }

  private static List<Row> functions() {
    return List.of(
        judged(
            103,
            "lambda:CreateFunction",
            "InvalidParameterValueException",
            "The role defined for the function cannot be assumed by Lambda.",
            "SETTLING"),
        judged(
            103,
            "lambda:CreateFunction",
            "InvalidParameterValueException",
            "Unsupported runtime",
            "UNEXPECTED_ANSWER"),
        judged(104, "lambda:AddPermission", "ResourceConflictException", "", "PASSING"),
        judged(103, "lambda:CreateFunction", "ResourceConflictException", "", "PASSING"),
        judged(103, "iam:PutRolePolicy", "LimitExceeded", "", "LIMIT_REACHED"),
        judged(103, "iam:CreateRole", "EntityAlreadyExists", "", "PASSING"));
  }

  private List<Row> trails() {
    return List.of(
        new Row(
            104,
            "TrailAlreadyExists: made by a call whose answer was lost",
            DONE,
            () -> {
              Fixture connection = customer.connect();
              String account = connection.account().value();
              customer.sandbox().fault(account, "cloudtrail", "CreateTrail", "DROP_REPLY", 0, 1);
              return again(connection);
            }),
        new Row(
            104,
            "TrailAlreadyExists: somebody else's",
            "TRAIL_NOT_OURS",
            () -> {
              Fixture connection = customer.connect();
              makeTrails(connection, List.of(connection.names().name()));
              return reconcile(connection);
            }),
        new Row(
            104,
            "MaximumNumberOfTrailsExceeded",
            "TRAIL_LIMIT",
            () -> {
              Fixture connection = customer.connect();
              makeTrails(connection, List.of("t-1", "t-2", "t-3", "t-4", "t-5"));
              return reconcile(connection);
            }),
        new Row(
            104,
            "KmsKeyNotFound: the finding has the statement",
            "KMS_KEY_UNUSABLE kms:GenerateDataKey*",
            () -> {
              Fixture connection = customer.connect();
              Arn key =
                  Arn.of(
                      Partition.AWS,
                      "kms",
                      "eu-central-1",
                      connection.account().value(),
                      "key/00000000-0000-0000-0000-000000000000");
              var ended = accounts.reconcile(work(connection.using(new Resources.New(key, 90))));
              return ended instanceof Failed failed
                      && failed.finding().remedy().contains("kms:GenerateDataKey*")
                  ? failed.finding().code() + " kms:GenerateDataKey*"
                  : ended.toString();
            }),
        judged(
            104, "cloudtrail:CreateTrail", "InsufficientS3BucketPolicyException", "", "SETTLING"),
        judged(
            104, "cloudtrail:CreateTrail", "InsufficientSnsTopicPolicyException", "", "SETTLING"),
        judged(104, "cloudtrail:CreateTrail", "InvalidKmsKeyIdException", "", "KMS_KEY_UNUSABLE"));
  }

  private List<Row> topics() {
    return List.of(
        new Row(
            105,
            "a topic of ours with other attributes",
            DONE,
            () -> {
              Fixture connection = provisioned();
              try (SnsClient sns = customer.sns(connection)) {
                String topic = connection.names().topicArn().value();
                sns.setTopicAttributes(
                    it -> it.topicArn(topic).attributeName("SignatureVersion").attributeValue("1"));
              }
              return reconcile(connection);
            }),
        new Row(
            105,
            "a topic that was deleted in between",
            DONE,
            () -> {
              Fixture connection = provisioned();
              try (SnsClient sns = customer.sns(connection)) {
                String topic = connection.names().topicArn().value();
                sns.deleteTopic(it -> it.topicArn(topic));
              }
              return reconcile(connection);
            }),
        new Row(
            105,
            "a subscription that stays pending",
            "SUBSCRIPTION_NOT_CONFIRMED, then LOST SUBSCRIPTION_CONFIRMED",
            () -> {
              // Nobody knows the connection, so nobody confirms.
              Fixture connection = customer.connect();
              return accounts.reconcile(work(connection)) instanceof Unfinished it
                  ? it.finding().code() + ", then " + verify(connection)
                  : "finished";
            }));
  }

  private List<Row> strangers() {
    return List.of(
        new Row(
            107,
            "a role of another account",
            "ACCOUNT_MISMATCH, writes 0",
            () -> {
              Fixture other = customer.connect();
              Fixture connection = Fixture.anywhere().by(other.role());
              return reconcile(connection) + ", writes " + writes(other, connection);
            }),
        new Row(
            107,
            "a role of our own account",
            "OWN_ACCOUNT, writes 0",
            () -> {
              Fixture connection = Fixture.in(SandboxAws.VENDOR_ACCOUNT, false);
              return reconcile(connection) + ", writes " + writes(connection);
            }),
        new Row(
            108,
            "one resource was deleted by hand",
            "LOST TRAIL_EXISTS, then " + DONE,
            () -> {
              Fixture connection = provisioned();
              try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
                cloudTrail.deleteTrail(it -> it.name(connection.names().name()));
              }
              return verify(connection) + ", then " + reconcile(connection);
            }),
        new Row(
            108,
            "the trust policy asks for no external id any more",
            "LOST EXTERNAL_ID_ENFORCED, then CONFUSED_DEPUTY",
            () -> {
              Fixture connection = provisioned();
              customer.deleteRole(connection);
              customer.createRole(connection, null);
              return verify(connection) + ", then " + reconcile(connection);
            }));
  }

  private static Row judged(int number, String action, String code, String words, String wanted) {
    return new Row(
        number,
        action + ": " + code + (words.isEmpty() ? "" : " " + words.substring(0, 11) + "…"),
        wanted,
        () ->
            switch (Faults.judge(new Fault(action, null, code, 400, words))) {
              case Done _ -> DONE;
              case TryLater later -> later.cause().name();
              case GiveUp give -> give.finding().code();
            });
  }

  private String reconcile(Fixture connection) {
    return reconcile(connection, false);
  }

  /** As after the report of the customer's script. */
  private String setUp(Fixture connection) {
    return reconcile(connection, true);
  }

  private String reconcile(Fixture connection, boolean justSetUp) {
    if (control.isUnknown(connection)) {
      control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    }
    Work work =
        new Work(
            connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), justSetUp, () -> true);
    return switch (accounts.reconcile(work)) {
      case Reconciled _ -> DONE;
      case Failed failed -> failed.finding().code();
      case Unfinished unfinished -> unfinished.finding().code();
      case Superseded _ -> "superseded";
    };
  }

  /** As the use case does: a run that something passing ended is followed by another. */
  private String again(Fixture connection) {
    String first = reconcile(connection);
    return first.equals(DONE) ? first : reconcile(connection);
  }

  private String verify(Fixture connection) {
    var seen = accounts.verify(work(connection));
    return seen.checks().stream()
        .filter(it -> !it.passed())
        .map(Check::code)
        .findFirst()
        .map(code -> seen.health() + " " + code)
        .orElse(seen.health().name());
  }

  private Fixture provisioned() {
    Fixture connection = customer.connect();
    assertThat(reconcile(connection)).isEqualTo(DONE);
    return connection;
  }

  private void makeBucket(Fixture owner, String bucket) {
    try (S3Client s3 = customer.s3(owner)) {
      s3.createBucket(
          it ->
              it.bucket(bucket)
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
    }
  }

  private void makeTrails(Fixture connection, List<String> names) {
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "");
    theirs.makeBucket("eu-central-1");
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      names.forEach(
          name -> cloudTrail.createTrail(it -> it.name(name).s3BucketName(theirs.bucket())));
    }
  }

  private long made(Fixture connection, String action) {
    return customer.sandbox().calls().stream()
        .filter(it -> it.account().equals(connection.account().value()))
        .filter(it -> it.action().equals(action))
        .count();
  }

  private long writes(Fixture... connections) {
    List<String> accountIds = Stream.of(connections).map(it -> it.account().value()).toList();
    return customer.sandbox().calls().stream()
        .filter(it -> accountIds.contains(it.account()))
        .filter(it -> it.caller().contains("-access/"))
        .filter(it -> !it.action().startsWith("Get"))
        .count();
  }

  private static Work work(Fixture connection) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
  }
}
