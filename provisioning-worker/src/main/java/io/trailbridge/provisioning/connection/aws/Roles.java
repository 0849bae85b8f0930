package io.trailbridge.provisioning.connection.aws;

import io.quarkus.runtime.Startup;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.provisioning.connection.AwsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Sessions of customers' access roles, kept by role and external id until shortly before they end.
 * The session's name is the connection's id: it stands in the customer's own CloudTrail. Begins
 * with the worker, so that one without credentials does not start.
 */
@Startup
@ApplicationScoped
class Roles {
  private static final Duration SPARE = Duration.ofMinutes(5);

  private final AwsClients clients;
  private final Clock clock;
  private final Caller own;
  private final Map<Key, AwsSessionCredentials> sessions;
  private final Map<Partition, StsClient> sts = new EnumMap<>(Partition.class);
  private final OwnIdentity identity;

  private record Key(String role, String externalId) {}

  Roles(AwsClients clients, AwsConfig config, Clock clock) {
    this.clients = clients;
    this.clock = clock;
    Arn worker = new Arn(config.workerRoleArn());
    this.own =
        new Caller(new AccountId(worker.account()), OwnCredentials.of(config), new CallCount());
    this.identity = new OwnIdentity(worker);
    this.sessions =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, AwsSessionCredentials> eldest) {
                return size() > config.sessions();
              }
            });
  }

  @PreDestroy
  synchronized void close() {
    sts.values().forEach(StsClient::close);
  }

  /** A session that is still good for minutes; asks STS where none is kept. */
  AwsSessionCredentials session(RoleAccess access, CallCount count) {
    Key key = new Key(access.role().value(), access.externalId());
    AwsSessionCredentials kept = sessions.get(key);
    if (kept != null && isGood(kept)) {
      return kept;
    }
    AwsSessionCredentials fresh = assume(access, access.externalId(), count);
    sessions.put(key, fresh);
    return fresh;
  }

  /** Asks STS with any external id, or none, and keeps nothing. */
  AwsSessionCredentials assume(RoleAccess access, @Nullable String externalId, CallCount count) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(access.role().value())
            .roleSessionName(access.connection().toString());
    if (externalId != null) {
      request.externalId(externalId);
    }
    StsClient client = sts(access.partition());
    identity.check(client);
    count.increment();
    AssumeRoleResponse entered = client.assumeRole(request.build());
    Credentials answer = entered.credentials();
    return AwsSessionCredentials.builder()
        .accessKeyId(answer.accessKeyId())
        .secretAccessKey(answer.secretAccessKey())
        .sessionToken(answer.sessionToken())
        .expirationTime(answer.expiration())
        .accountId(new Arn(entered.assumedRoleUser().arn()).account())
        .build();
  }

  /** Forgets a session that AWS refused: the role, its policy or its trust may have changed. */
  void drop(RoleAccess access) {
    sessions.remove(new Key(access.role().value(), access.externalId()));
  }

  private boolean isGood(AwsSessionCredentials session) {
    Instant end = session.expirationTime().orElse(Instant.MIN);
    return clock.instant().plus(SPARE).isBefore(end);
  }

  private synchronized StsClient sts(Partition partition) {
    return sts.computeIfAbsent(partition, it -> clients.sts(it, own));
  }
}
