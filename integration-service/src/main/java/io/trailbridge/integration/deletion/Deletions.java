package io.trailbridge.integration.deletion;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.ConnectionStore;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.connection.Outcome;
import io.trailbridge.integration.connection.domain.Action;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Lifecycle;
import io.trailbridge.integration.connection.domain.Removal;
import io.trailbridge.integration.deletion.domain.Remains;
import io.trailbridge.integration.deletion.domain.RemovalCommand;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.setup.Commands;
import io.trailbridge.integration.setup.Setups;
import io.trailbridge.integration.setup.Tokens;
import io.trailbridge.integration.setup.domain.Digest;
import io.trailbridge.integration.setup.domain.TokenPurpose;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deletion of a connection, from the wizard to the script's confirmation. */
@ApplicationScoped
public class Deletions {
  /** A confirmation carries nothing, so that every one is the same. */
  private static final Digest CONFIRMATION = Digest.of("removed");

  private final Transactions transactions;
  private final ConnectionStore store;
  private final Connections connections;
  private final Tokens tokens;
  private final Commands commands;

  Deletions(
      Transactions transactions,
      ConnectionStore store,
      Connections connections,
      Tokens tokens,
      Commands commands) {
    this.transactions = transactions;
    this.store = store;
    this.connections = connections;
    this.tokens = tokens;
    this.commands = commands;
  }

  /**
   * A deletion that has begun, or is done where there was nothing in AWS.
   *
   * @param commands of a deletion that is done: what a script that never reported may have made
   * @param removeCommand fetches and runs the script; null where nothing is to be waited for
   * @param expiresAt of the token in it
   */
  public record Begun(
      ConnectionStatus status,
      List<RemovalCommand> commands,
      @Nullable String removeCommand,
      @Nullable Instant expiresAt) {}

  /**
   * How far a deletion is.
   *
   * @param ready whether the worker has removed what it could
   * @param left what it could not, and why
   */
  public record Progress(
      ConnectionStatus status,
      boolean deleteLogs,
      boolean ready,
      List<RemovalCommand> commands,
      List<Leftover> left) {}

  /**
   * Begins, or hands out a new token for one that has begun; the former token dies.
   *
   * @throws Problem not-found, action-not-allowed
   */
  public Begun begin(TenantId tenant, ConnectionId id, boolean deleteLogs, By by) {
    return transactions.asTenant(
        tenant,
        () -> {
          Connection next = done(connections.apply(id, new Input.Delete(deleteLogs), by));
          if (next.lifecycle() == Lifecycle.DELETED) {
            return new Begun(next.status(), unreported(next), null, null);
          }
          Tokens.Issued issued = tokens.issue(next, TokenPurpose.REMOVAL);
          return new Begun(
              next.status(),
              remains(next).commands(),
              commands.remove(issued.secret()),
              issued.expiresAt());
        });
  }

  /**
   * How far it is.
   *
   * @throws Problem not-found, also where nobody asked for a deletion
   */
  public Progress progress(TenantId tenant, ConnectionId id) {
    return transactions.asTenant(
        tenant,
        () -> {
          Connection connection = store.find(id).orElseThrow(Problem::notFound);
          Removal removal = connection.removal();
          if (connection.lifecycle() == Lifecycle.DELETED) {
            return new Progress(
                connection.status(),
                removal != null && removal.deleteLogs(),
                true,
                removal == null ? unreported(connection) : List.of(),
                removal == null ? List.of() : removal.left());
          }
          if (removal == null) {
            throw Problem.notFound();
          }
          return new Progress(
              connection.status(),
              removal.deleteLogs(),
              removal.workerDone(),
              remains(connection).commands(),
              removal.left());
        });
  }

  /**
   * What the script is to remove.
   *
   * @throws Problem token-invalid
   */
  public Remains remains(String claimed) {
    return transactions.asSystem(
        "one-time token", () -> remains(tokens.connectionOf(claimed, TokenPurpose.REMOVAL)));
  }

  /**
   * The script's confirmation: nothing is left.
   *
   * @return the connection as it is then
   * @throws Problem token-invalid, action-not-allowed where the worker is not done
   */
  public Connection confirm(String claimed, String requestId) {
    return transactions.asSystem(
        "one-time token",
        () ->
            tokens.redeem(
                claimed,
                TokenPurpose.REMOVAL,
                CONFIRMATION,
                (token, connection) ->
                    done(
                        connections.apply(
                            connection.id(),
                            new Input.RemovalConfirmed(),
                            new By(By.SCRIPT, requestId)))));
  }

  /** The script is handed out with its token; whoever ran half of it has roles in the account. */
  private List<RemovalCommand> unreported(Connection connection) {
    return tokens.wasIssued(connection.id(), TokenPurpose.SETUP)
        ? Remains.ofUnreported(Setups.names(connection), connection).commands()
        : List.of();
  }

  private static Remains remains(Connection connection) {
    return Remains.of(Setups.names(connection), connection);
  }

  private static Connection done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.connection();
      case Outcome.NotFound _ -> throw Problem.notFound();
      case Outcome.Refused refused ->
          throw Problem.actionNotAllowed(
              refused.connection().actions().stream().map(Action::id).toList());
      case Outcome.Outdated _,
          Outcome.AlreadyConnected _,
          Outcome.LicenseRequired _,
          Outcome.KeyReused _ ->
          throw new IllegalStateException("not an answer to a deletion");
    };
  }
}
