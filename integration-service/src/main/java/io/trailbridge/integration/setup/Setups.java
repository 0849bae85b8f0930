package io.trailbridge.integration.setup;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.activity.ActivityLog;
import io.trailbridge.integration.activity.domain.Activity;
import io.trailbridge.integration.activity.domain.ActorKind;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.ConnectionStore;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.connection.Outcome;
import io.trailbridge.integration.connection.domain.Action;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.FieldError;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Lifecycle;
import io.trailbridge.integration.connection.domain.Refusal;
import io.trailbridge.integration.license.LicenseStore;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.setup.domain.Digest;
import io.trailbridge.integration.setup.domain.PolicyScope;
import io.trailbridge.integration.setup.domain.RoleNames;
import io.trailbridge.integration.setup.domain.SetupPlan;
import io.trailbridge.integration.setup.domain.TokenPurpose;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The set-up of a connection, from the wizard to the script's report. */
@ApplicationScoped
public class Setups {
  private static final Logger LOG = Logger.getLogger(Setups.class);

  private final Transactions transactions;
  private final ConnectionStore store;
  private final Connections connections;
  private final LicenseStore licenses;
  private final Tokens tokens;
  private final Commands commands;
  private final ActivityLog activities;
  private final Clock clock;
  private final Arn workerRole;

  /**
   * Wired by CDI.
   *
   * @param workerRoleArn the only principal that access roles let in
   */
  Setups(
      Transactions transactions,
      ConnectionStore store,
      Connections connections,
      LicenseStore licenses,
      Tokens tokens,
      Commands commands,
      ActivityLog activities,
      Clock clock,
      @ConfigProperty(name = "trailbridge.worker-role-arn") String workerRoleArn) {
    this.transactions = transactions;
    this.store = store;
    this.connections = connections;
    this.licenses = licenses;
    this.tokens = tokens;
    this.commands = commands;
    this.activities = activities;
    this.clock = clock;
    this.workerRole = new Arn(workerRoleArn);
  }

  /** What the wizard shows. */
  public record Offer(String downloadCommand, String integrationCommand, Instant expiresAt) {}

  /** What the script reports. */
  public record Report(String accountId, Arn accessRoleArn, @Nullable Arn forwarderRoleArn) {
    Digest digest() {
      return Digest.of(accountId + "\n" + accessRoleArn + "\n" + forwarderRoleArn);
    }
  }

  /**
   * A new token, and the commands that use it; the former token dies.
   *
   * @throws Problem not-found, action-not-allowed
   */
  public Offer offer(TenantId tenant, ConnectionId id, By by) {
    return transactions.asTenant(
        tenant,
        () -> {
          Connection connection = store.lock(id).orElseThrow(Problem::notFound);
          if (!connection.actions().contains(Action.SETUP)) {
            throw notAllowed(connection);
          }
          Tokens.Issued issued = tokens.issue(connection, TokenPurpose.SETUP);
          activities.append(
              new Activity(
                  tenant,
                  id,
                  clock.instant(),
                  ActorKind.USER,
                  by,
                  "setup",
                  connection.status(),
                  connection.status(),
                  null));
          LOG.infof("Set-up token issued tenant=%s connection=%s", tenant, id);
          return new Offer(
              commands.download(), commands.connect(issued.secret()), issued.expiresAt());
        });
  }

  /**
   * The roles as a CloudFormation template. It holds no token: an offer's goes with it.
   *
   * @throws Problem not-found, action-not-allowed
   */
  public String template(TenantId tenant, ConnectionId id) {
    return transactions.asTenant(
        tenant,
        () -> {
          Connection connection = store.find(id).orElseThrow(Problem::notFound);
          if (!connection.actions().contains(Action.SETUP)) {
            throw notAllowed(connection);
          }
          return commands.template(plan(connection));
        });
  }

  /**
   * Whether a token opens the set-up of a connection.
   *
   * @throws Problem token-invalid
   */
  public void require(String claimed) {
    transactions.asSystem(
        "one-time token",
        () -> {
          tokens.connectionOf(claimed, TokenPurpose.SETUP);
        });
  }

  /**
   * What the script is to create.
   *
   * @throws Problem token-invalid, action-not-allowed
   */
  public SetupPlan plan(String claimed) {
    return transactions.asSystem(
        "one-time token",
        () -> {
          Connection connection = tokens.connectionOf(claimed, TokenPurpose.SETUP);
          if (connection.lifecycle() == Lifecycle.DELETED) {
            throw Problem.tokenInvalid();
          }
          if (connection.lifecycle() == Lifecycle.DELETING) {
            throw notAllowed(connection);
          }
          return plan(connection);
        });
  }

  private SetupPlan plan(Connection connection) {
    return SetupPlan.of(
        scope(connection), connection.tenantId(), workerRole, connection.access().externalId());
  }

  /**
   * The script's report: the roles are there.
   *
   * @return the connection as it is then
   * @throws Problem token-invalid, already-completed, invalid, action-not-allowed
   */
  public Connection complete(String claimed, Report report, String requestId) {
    return transactions.asSystem(
        "one-time token",
        () -> {
          // Before the connection: who changes the licence may wait for one who waits for that.
          licenses.share(tokens.tenantOf(claimed, TokenPurpose.SETUP));
          return tokens.redeem(
              claimed,
              TokenPurpose.SETUP,
              report.digest(),
              (token, connection) -> {
                if (!token.accountId().value().equals(report.accountId())) {
                  throw Problem.invalid(
                      List.of(new Problem.Field("accountId", "must be the connection's account")));
                }
                return done(
                    connections.apply(
                        connection.id(),
                        new Input.SetupCompleted(report.accessRoleArn(), report.forwarderRoleArn()),
                        new By(By.SCRIPT, requestId)));
              });
        });
  }

  /** What decides a connection's policies. */
  static PolicyScope scope(Connection connection) {
    return new PolicyScope(
        names(connection),
        connection.wish().organization(),
        connection.wish().resources(),
        connection.wish().delivery(),
        connection.observed().inventory());
  }

  /** The names in a connection's account. */
  public static RoleNames names(Connection connection) {
    return new RoleNames(
        connection.id(),
        connection.wish().partition(),
        connection.accountId(),
        connection.wish().region());
  }

  private static Connection done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.connection();
      case Outcome.Refused refused ->
          throw switch (refused.reason()) {
            case Refusal.NotAllowed _, Refusal.NotReady _ -> notAllowed(refused.connection());
            case Refusal.Invalid invalid ->
                Problem.invalid(invalid.errors().stream().map(Setups::field).toList());
          };
      case Outcome.NotFound _,
          Outcome.Outdated _,
          Outcome.AlreadyConnected _,
          Outcome.LicenseRequired _,
          Outcome.KeyReused _ ->
          throw new IllegalStateException("not an answer to a script's report");
    };
  }

  private static Problem.Field field(FieldError error) {
    return new Problem.Field(error.field(), error.message());
  }

  private static Problem notAllowed(Connection connection) {
    return Problem.actionNotAllowed(connection.actions().stream().map(Action::id).toList());
  }
}
