package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.Pauses;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.Faults;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Verdict;
import io.trailbridge.provisioning.connection.domain.Verdict.Cause;
import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One run in a customer's account. Every call goes through {@link #call} or {@link #find}: they ask
 * whether the work is still wished, judge refusals, and wait where AWS has yet to settle.
 */
final class Session implements AutoCloseable {
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final AwsClients clients;
  private final Roles roles;
  private final RoleAccess access;
  private final BooleanSupplier wished;
  private final Duration settleFor;
  private final boolean newRole;
  private final CallCount count = new CallCount();
  private final Caller caller;
  private final Region region;
  private final Map<Class<?>, SdkAutoCloseable> opened = new ConcurrentHashMap<>();
  private @Nullable List<String> withheld;
  private @Nullable Long rightsKnownBy;

  /**
   * For one run.
   *
   * @param settleFor how long a call is repeated that AWS refuses because it has not settled yet
   * @param newRole whether the role was just made, so that what it may do settles too
   */
  Session(
      AwsClients clients,
      Roles roles,
      RoleAccess access,
      BooleanSupplier wished,
      Duration settleFor,
      boolean newRole) {
    this.clients = clients;
    this.roles = roles;
    this.access = access;
    this.wished = wished;
    this.settleFor = settleFor;
    this.newRole = newRole;
    this.region = Region.of(access.region().value());
    this.caller = new Caller(access.account(), () -> roles.session(access, count), count);
  }

  RoleAccess access() {
    return access;
  }

  /** How many requests were sent so far. */
  int calls() {
    return count.value();
  }

  CallCount count() {
    return count;
  }

  /** Whether nothing newer is wished. */
  BooleanSupplier wished() {
    return wished;
  }

  S3Client s3() {
    return open(S3Client.class, () -> clients.s3(region, caller));
  }

  SnsClient sns() {
    return open(SnsClient.class, () -> clients.client(SnsClient.builder(), region, caller));
  }

  CloudTrailClient cloudTrail() {
    return open(
        CloudTrailClient.class, () -> clients.client(CloudTrailClient.builder(), region, caller));
  }

  SqsClient sqs() {
    return open(SqsClient.class, () -> clients.client(SqsClient.builder(), region, caller));
  }

  LambdaClient lambda() {
    return open(LambdaClient.class, () -> clients.client(LambdaClient.builder(), region, caller));
  }

  CloudWatchLogsClient logs() {
    return open(
        CloudWatchLogsClient.class,
        () -> clients.client(CloudWatchLogsClient.builder(), region, caller));
  }

  IamClient iam() {
    Region home = AwsClients.homeOf(access.partition());
    return open(IamClient.class, () -> clients.client(IamClient.builder(), home, caller));
  }

  OrganizationsClient organizations() {
    Region home = AwsClients.homeOf(access.partition());
    return open(
        OrganizationsClient.class,
        () -> clients.client(OrganizationsClient.builder(), home, caller));
  }

  /** Makes a call whose subject is there; one that is not there yet is waited for. */
  <T> T call(String action, @Nullable String resource, Supplier<T> call) {
    return repeat(() -> once(action, resource, call), Session::settling);
  }

  /** Makes one of very many calls, of which AWS will refuse some in passing: these too again. */
  <T> Optional<T> findPatiently(String action, @Nullable String resource, Supplier<T> call) {
    try {
      return Optional.of(
          repeat(
              () -> once(action, resource, () -> found(action, resource, call)), Session::passing));
    } catch (NotThere e) {
      return Optional.empty();
    }
  }

  /**
   * The time runs from the first refusal: what was done before it may have taken longer.
   *
   * @param wait what is to be waited for; throws what is not
   */
  private <T> T repeat(Supplier<T> attempt, Function<Refusal, TryLater> wait) {
    @Nullable Long until = null;
    while (true) {
      try {
        return attempt.get();
      } catch (Refusal refusal) {
        TryLater later = wait.apply(refusal);
        long now = System.nanoTime();
        until = until == null ? now + settleFor.toNanos() : until;
        if (now - until >= 0) {
          throw later.cause() == Cause.SETTLING && !(refusal.verdict() instanceof Done)
              ? new Refusal(new GiveUp(later.finding()), refusal.fault())
              : refusal;
        }
        Pauses.sleep(later.after(), wished);
      }
    }
  }

  /** Writes; the answer tells nothing. */
  void change(String action, @Nullable String resource, Supplier<?> call) {
    if (withheld != null) {
      withheld.add(action);
      return;
    }
    var _ = call(action, resource, call);
  }

  /** What these steps would write if they were let: how what is there differs from the wish. */
  List<String> differences(Runnable steps) {
    List<String> differences = new ArrayList<>();
    withheld = differences;
    try {
      steps.run();
    } finally {
      withheld = null;
    }
    return differences;
  }

  /**
   * Waits until what was just written took effect; false where it did not in time. Where writes are
   * withheld there is nothing to wait for.
   */
  boolean settles(BooleanSupplier reached) {
    long until = System.nanoTime() + settleFor.toNanos();
    while (withheld == null && !reached.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        return false;
      }
      Pauses.sleep(GLANCE, wished);
    }
    return true;
  }

  /** Reads what may not be there. */
  <T> Optional<T> find(String action, @Nullable String resource, Supplier<T> call) {
    try {
      return Optional.of(call(action, resource, () -> found(action, resource, call)));
    } catch (NotThere e) {
      return Optional.empty();
    }
  }

  /**
   * What is there; empty where it was made just now. AWS refuses to make what is there: where
   * nobody can have made it yet it is made without a look, and looked for where that is refused.
   */
  <T> Optional<T> findOrMake(boolean nobodyYet, Supplier<Optional<T>> look, Runnable make) {
    if (nobodyYet) {
      try {
        make.run();
        return Optional.empty();
      } catch (Refusal refusal) {
        if (!Faults.isAlreadyThere(refusal.fault())) {
          throw refusal;
        }
      }
    }
    Optional<T> found = look.get();
    if (found.isEmpty()) {
      make.run();
    }
    return found;
  }

  /** Removes what may be gone already. */
  void remove(String action, @Nullable String resource, Supplier<?> call) {
    var _ = find(action, resource, call);
  }

  @Override
  public void close() {
    opened.values().forEach(SdkAutoCloseable::close);
  }

  private <C extends SdkAutoCloseable> C open(Class<C> kind, Supplier<C> maker) {
    return kind.cast(opened.computeIfAbsent(kind, it -> maker.get()));
  }

  /** Makes a call once; its refusal is judged and thrown. */
  <T> T once(String action, @Nullable String resource, Supplier<T> call) {
    if (!wished.getAsBoolean()) {
      throw new Overtaken();
    }
    try {
      return attempt(action, resource, call);
    } catch (Refusal refusal) {
      if (!FaultReader.isEndOfSession(refusal.fault())) {
        throw refusal;
      }
      return anew(action, resource, call);
    }
  }

  /** The old session is dropped by now; a new one may do what that could not. */
  private <T> T anew(String action, @Nullable String resource, Supplier<T> call) {
    try {
      return attempt(action, resource, call);
    } catch (Refusal refusal) {
      if (Faults.isDenied(refusal.fault())) {
        throw refusal;
      }
      throw new Refusal(Faults.judgeOfNewSession(refusal.fault()), refusal.fault());
    }
  }

  private <T> T attempt(String action, @Nullable String resource, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      Fault fault = FaultReader.read(action, resource, e);
      if (FaultReader.isAboutTheSession(fault)) {
        roles.drop(access);
      }
      throw new Refusal(judge(fault), fault);
    }
  }

  /** The rights of a new role spread while the run goes on: its denials share one time. */
  private Verdict judge(Fault fault) {
    if (!newRole || !Faults.isDenied(fault)) {
      return Faults.judge(fault);
    }
    long now = System.nanoTime();
    rightsKnownBy = rightsKnownBy == null ? now + settleFor.toNanos() : rightsKnownBy;
    return now - rightsKnownBy < 0 ? Faults.judgeOfNewRole(fault) : Faults.judge(fault);
  }

  private <T> T found(String action, @Nullable String resource, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (Faults.isNotThere(FaultReader.read(action, resource, e))) {
        throw new NotThere();
      }
      throw e;
    }
  }

  /** As {@link #settling}, and whatever will pass. */
  private static TryLater passing(Refusal refusal) {
    return refusal.verdict() instanceof TryLater later ? later : settling(refusal);
  }

  /** What may be waited for; throws on everything else. */
  private static TryLater settling(Refusal refusal) {
    return switch (refusal.verdict()) {
      case TryLater later when later.cause() == Cause.SETTLING -> later;
      case Done _ ->
          // Something that we made or saw a moment ago, and that AWS does not know everywhere yet.
          new TryLater(
              Duration.ofSeconds(1),
              Cause.SETTLING,
              FindingCode.UNEXPECTED_ANSWER.during(refusal.fault()));
      case TryLater _, GiveUp _ -> throw refusal;
    };
  }

  private static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThere() {
      super(null, null, false, false);
    }
  }
}
