package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.LogBuckets;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * With IAM enforced, a connection lives its whole life with exactly the policy that customers are
 * told: nothing is missing. And without any one of its statements a step breaks, by name. In the
 * long form what is ours is altered too, and each action is asked for: nothing is too much.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class LeastPrivilegeProof {
  @Inject Customer customer;
  @Inject ControlPlane control;
  @Inject CustomerAccounts accounts;
  @Inject LogBuckets buckets;

  /**
   * A connection with what is the customer's around it, and its policy.
   *
   * @param bucket that CloudTrail writes to
   * @param key of a log file in it
   * @param alterations that may be made to it
   */
  private record Subject(
      Fixture connection,
      PublishedPolicy policy,
      String bucket,
      String key,
      List<Alteration> alterations) {
    static Subject ofOurs(Fixture connection, PublishedPolicy policy) {
      String key =
          "AWSLogs/%s/CloudTrail/%s/2026/11/23/a.json.gz"
              .formatted(connection.account(), connection.region());
      return new Subject(connection, policy, connection.bucket(), key, Alteration.of(connection));
    }

    /** Its trail stands in another account. */
    Subject unaltered() {
      return new Subject(connection, policy, bucket, key, List.of());
    }

    /** Lines about its policy, in words that are the same for every connection. */
    Set<String> anywhere(Set<String> lines) {
      return lines.stream()
          .map(it -> it.replace(connection.id().hex(), "HEX"))
          .map(it -> it.replace(connection.account().value(), "ACCOUNT"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void shouldNeedAllOfAndNoMoreThanThePolicyOfAnAccount() {
    prove(List.of(this::account));
  }

  @Test
  void shouldNeedAllOfAndNoMoreThanThePolicyOfAnOrganization() {
    assumeLong();
    prove(List.of(this::organization, this::delegate));
  }

  @Test
  void shouldNeedAllOfAndNoMoreThanThePolicyWithAKey() {
    assumeLong();
    prove(List.of(this::withKey));
  }

  @Test
  void shouldNeedAllOfAndNoMoreThanThePolicyOfAnExistingTrail() {
    assumeLong();
    prove(List.of(this::existingWithoutTopic, this::existingWithTopic));
  }

  @Test
  void shouldNeedAllOfAndNoMoreThanThePolicyOfAForwarder() {
    assumeLong();
    prove(List.of(this::pushing));
  }

  @Test
  void shouldNeedAllOfAndNoMoreThanThePolicyOfAForwarderOnAnExistingTrail() {
    assumeLong();
    prove(List.of(() -> existingPushing(false), () -> existingPushing(true)));
  }

  private static void assumeLong() {
    assumeTrue(
        Proofs.isLong(), "proved by: ./trailbridge prove provisioning --long (some minutes)");
  }

  private Subject account() {
    Fixture connection = customer.connect();
    return Subject.ofOurs(connection, PublishedPolicy.of("NEW, PULL", connection));
  }

  private Subject organization() {
    Fixture connection = customer.connectOrganization();
    return Subject.ofOurs(connection, PublishedPolicy.of("NEW, PULL, organization", connection));
  }

  private Subject delegate() {
    Fixture connection = customer.connectDelegate(Fixture.anywhere());
    return Subject.ofOurs(connection, PublishedPolicy.of("NEW, PULL, organization", connection))
        .unaltered();
  }

  private Subject withKey() {
    return withKey("NEW, PULL, with a KMS key", customer.connect());
  }

  private Subject pushing() {
    return withKey("NEW, PUSH, with a KMS key", customer.connectPushing());
  }

  private Subject withKey(String policy, Fixture connection) {
    Arn key = customer.createKey(connection);
    return Subject.ofOurs(
        withRoles(connection.using(new Resources.New(key, 90))),
        PublishedPolicy.of(policy, connection)
            .with(PublishedPolicy.keyOf(connection), key.value()));
  }

  private Subject existingWithTopic() {
    return existing(true);
  }

  private Subject existingWithoutTopic() {
    return existing(false);
  }

  private Subject existing(boolean topic) {
    return existing("EXISTING, PULL, at the first set-up", customer.connect(), topic);
  }

  private Subject existingPushing(boolean topic) {
    return existing("EXISTING, PUSH", customer.connectPushing(), topic);
  }

  private Subject existing(String policy, Fixture connection, boolean topic) {
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "audit");
    if (topic) {
      theirs.makeTopic();
    }
    theirs.make(topic ? theirs.topic() : null);
    Fixture existing =
        withRoles(connection.using(new Resources.Existing(theirs.trail(), null, null, null)));
    return new Subject(
        existing,
        PublishedPolicy.of(policy, connection)
            .with("eu-west-1", connection.region().value())
            .with("trail/main", "trail/theirs"),
        theirs.bucket(),
        theirs.key("2026/11/23/a"),
        Alteration.of(existing, topic));
  }

  /** The forwarder's role, where there is one, as it is for these resources. */
  private Fixture withRoles(Fixture connection) {
    switch (connection.delivery()) {
      case PULL -> {}
      case PUSH -> customer.createForwarderRole(connection);
    }
    return connection;
  }

  /** In the long form what is ours of the subjects is altered by its customer as well. */
  private void prove(List<Supplier<Subject>> subjects) {
    // Given
    Set<String> allowed = new TreeSet<>();
    Set<String> asked = new TreeSet<>();
    Set<String> idle = new TreeSet<>();
    int pairs = 0;

    // When
    for (Supplier<Subject> each : subjects) {
      Subject subject = each.get();
      assertThat(
              brokenStep(
                  subject, subject.policy(), Proofs.isLong() ? subject.alterations() : List.of()))
          .as("with the whole policy")
          .isEmpty();
      Map<String, Set<String>> calls =
          customer.sandbox().permissions(subject.connection().role().value());
      Set<String> unused = subject.anywhere(subject.policy().idle(calls));
      if (allowed.isEmpty()) {
        idle.addAll(unused);
      } else {
        idle.retainAll(unused);
      }
      pairs += calls.values().stream().mapToInt(Set::size).sum();
      allowed.addAll(subject.policy().actions());
      asked.addAll(calls.keySet());
    }
    Map<String, String> broken = withoutAny(subjects);

    // Then
    broken.forEach((sid, step) -> System.out.printf("without %-15s %s breaks%n", sid, step));
    System.out.printf(
        "least privilege: %d actions allowed, %d asked for, on %d resources in all, %d statements;"
            + " never asked for: %s%n",
        allowed.size(), asked.size(), pairs, broken.size(), idle);
    assertThat(broken).doesNotContainValue("");
    if (Proofs.isLong()) {
      assertThat(asked).isEqualTo(allowed);
      assertThat(idle).as("actions and resources of statements that nothing needs").isEmpty();
    }
  }

  /** What breaks without a statement, in the first of the lives that needs it. */
  private Map<String, String> withoutAny(List<Supplier<Subject>> subjects) {
    List<Supplier<Map.Entry<String, String>>> lives = new ArrayList<>();
    for (String sid : subjects.getFirst().get().policy().statements()) {
      lives.add(
          () -> {
            String step = "";
            for (int i = 0; i < subjects.size() && step.isEmpty(); i++) {
              Subject subject = subjects.get(i).get();
              step = brokenStep(subject, subject.policy().without(sid), List.of());
            }
            return Map.entry(sid, step);
          });
    }
    Map<String, String> broken = new TreeMap<>();
    Proofs.sideBySide(lives).forEach(it -> broken.put(it.getKey(), it.getValue()));
    return broken;
  }

  /** Lives a life; the first step that cannot be done, or an empty text. */
  private String brokenStep(Subject subject, PublishedPolicy policy, List<Alteration> alterations) {
    customer.setPolicy(subject.connection(), policy);
    control.state(subject.connection(), ConnectionStatus.PROVISIONING, 1, false);
    return new ConnectionLife(
            customer, accounts, buckets, subject.connection(), subject.bucket(), subject.key())
        .brokenStep(alterations);
  }
}
