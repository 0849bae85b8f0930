package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.ForwarderKeys;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.aws.AwsAt;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An AWS that takes a call and says nothing. Whichever of the configured limits ends it, the
 * provision is finished by the call's next attempt or by the next run. The emulated AWS breaks its
 * silence after a minute with a refusal for good: a limit that does not hold ends as that.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class SilenceProof {
  private static final int ATTEMPTS = 3;
  private static final int RUNS = 20;
  private static final String DONE = "done";
  private static final String NEVER = "PT10M";
  private static final String SOON = "PT1S";

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject AwsConfig aws;
  @Inject ProvisioningConfig config;
  @Inject IntakeConfig intake;
  @Inject ForwarderKeys keys;

  /**
   * Calls that are not answered.
   *
   * @param limit the only one of the worker's limits that is short
   * @param calls how many of them
   * @param first what the first run must end as; empty where the call's next attempt may do
   */
  private record Row(String limit, String service, String action, int calls, String first) {}

  @AfterEach
  void breakTheSilence() {
    customer.sandbox().clearFaults();
  }

  @Test
  void shouldProvisionThoughAwsFallsSilent() {
    // Given
    Fixture clean = customer.connect();
    control.state(clean, ConnectionStatus.PROVISIONING, 1, false);
    assertThat(provision(clean, accounts("attempt-timeout"))).endsWith(DONE);
    String wanted = Snapshot.of(customer, clean);
    List<Row> rows =
        List.of(
            new Row("attempt-timeout", "sts", "AssumeRole", 1, ""),
            new Row("attempt-timeout", "s3", "HeadBucket", 1, ""),
            new Row("attempt-timeout", "s3", "PutBucketPolicy", 1, ""),
            new Row("attempt-timeout", "sns", "Subscribe", 1, ""),
            new Row("attempt-timeout", "sts", "AssumeRole", ATTEMPTS, "AWS_UNAVAILABLE"),
            new Row("attempt-timeout", "cloudtrail", "CreateTrail", ATTEMPTS, "AWS_UNAVAILABLE"),
            new Row("call-timeout", "sts", "AssumeRole", 1, "AWS_UNAVAILABLE"),
            new Row("call-timeout", "s3", "CreateBucket", 1, "AWS_UNAVAILABLE"),
            new Row("call-timeout", "sns", "CreateTopic", 1, "AWS_UNAVAILABLE"),
            new Row("read-timeout", "s3", "CreateBucket", 1, ""),
            new Row("read-timeout", "cloudtrail", "CreateTrail", ATTEMPTS, "AWS_UNAVAILABLE"));

    // When
    List<Fixture> connections = rows.stream().map(this::connect).toList();
    List<Supplier<List<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Fixture connection = connections.get(i);
      CustomerAccounts accounts = accounts(rows.get(i).limit());
      tasks.add(() -> provision(connection, accounts));
    }
    List<List<String>> ended = Proofs.sideBySide(tasks);

    // Then
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      System.out.printf("silence proof: %s: runs ended as %s%n", row, ended.get(i));
      assertThat(ended.get(i)).as(row.toString()).endsWith(DONE);
      assertThat(ended.get(i).getFirst()).as(row.toString()).startsWith(row.first());
      assertThat(Snapshot.of(customer, connections.get(i))).as(row.toString()).isEqualTo(wanted);
    }
  }

  private Fixture connect(Row row) {
    Fixture connection = customer.connect();
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    String account = connection.account().value();
    customer.sandbox().fault(account, row.service(), row.action(), "HANG", 0, row.calls());
    return connection;
  }

  /** A worker of which one limit alone is short. */
  private CustomerAccounts accounts(String limit) {
    Map<String, String> limits = new HashMap<>();
    Stream.of("attempt-timeout", "call-timeout", "read-timeout")
        .forEach(it -> limits.put(it, NEVER));
    limits.put(limit, SOON);
    limits.put("attempts", Integer.toString(ATTEMPTS));
    limits.put("backoff", "PT0.002S");
    return AwsAt.accounts(aws, limits, config, intake, keys);
  }

  /** As the use case does, but for its pauses; what each run ended as. */
  private static List<String> provision(Fixture connection, CustomerAccounts accounts) {
    Work work =
        new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
    List<String> runs = new ArrayList<>();
    Reconciliation ended = null;
    while (runs.size() < RUNS && (ended == null || ended instanceof Unfinished)) {
      ended = accounts.reconcile(work);
      runs.add(
          switch (ended) {
            case Reconciled _ -> DONE;
            case Unfinished later -> later.finding().code();
            case Failed failed -> failed.finding().toString();
            case Superseded _ -> "superseded";
          });
    }
    return runs;
  }
}
