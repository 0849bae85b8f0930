package io.trailbridge.integration.deletion.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Removal;
import io.trailbridge.integration.setup.domain.RoleNames;
import io.trailbridge.integration.setup.domain.ScriptLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a connection is, or may come to be, left for the customer to remove: in the order that
 * AWS accepts, the roles last. Only what is ours and bears the connection's name.
 *
 * @param ready whether the worker has removed what it could: only then it is the customer's turn
 */
public record Remains(RoleNames names, TenantId tenantId, boolean ready, List<Remaining> items) {
  private static final List<ResourceKind> ORDER =
      List.of(
          ResourceKind.SUBSCRIPTION,
          ResourceKind.FUNCTION,
          ResourceKind.LOG_GROUP,
          ResourceKind.QUEUE,
          ResourceKind.TRAIL,
          ResourceKind.NOTIFICATION,
          ResourceKind.TOPIC,
          ResourceKind.BUCKET,
          ResourceKind.ROLE);

  /** Keeps its own copy. */
  public Remains {
    items = List.copyOf(items);
  }

  /** One thing that is left. */
  public record Remaining(ResourceKind kind, Arn arn) {}

  /** Of a connection that is being deleted, or was. */
  public static Remains of(RoleNames names, Connection connection) {
    Removal removal = connection.removal();
    boolean ready = removal == null || removal.workerDone();
    boolean deleteLogs = removal != null && removal.deleteLogs();
    Set<Remaining> all = new LinkedHashSet<>();
    inventory(connection, ready ? removal : null)
        .filter(item -> item.kind() != ResourceKind.BUCKET || deleteLogs)
        .forEach(all::add);
    Stream.of(connection.access().forwarderRoleArn(), connection.access().accessRoleArn())
        .filter(arn -> arn != null)
        .forEach(arn -> all.add(new Remaining(ResourceKind.ROLE, arn)));
    List<Remaining> items = new ArrayList<>(all);
    items.removeIf(item -> !Ours.isOurs(names, item));
    items.sort(
        Comparator.<Remaining>comparingInt(item -> ORDER.indexOf(item.kind()))
            .thenComparing(item -> item.arn().equals(connection.access().accessRoleArn())));
    return new Remains(names, connection.tenantId(), ready, items);
  }

  /**
   * Of a connection whose script was handed out and never reported: the roles, as far as it came.
   */
  public static Remains ofUnreported(RoleNames names, Connection connection) {
    List<Remaining> roles =
        Stream.of(names.forwarderRole(), names.accessRole())
            .filter(
                role ->
                    connection.wish().delivery() == Delivery.PUSH
                        || role.equals(names.accessRole()))
            .map(role -> new Remaining(ResourceKind.ROLE, names.roleArn(role)))
            .toList();
    return new Remains(names, connection.tenantId(), true, roles);
  }

  /** What is ours in the inventory; once the worker has answered, of that what it left. */
  private static Stream<Remaining> inventory(Connection connection, @Nullable Removal answered) {
    Stream<Remaining> ours =
        connection.observed().inventory().stream()
            .filter(InventoryItem::ours)
            .map(item -> new Remaining(item.kind(), item.arn()));
    if (answered == null) {
      return ours;
    }
    List<Remaining> left = answered.left().stream().map(Remains::remaining).toList();
    return ours.filter(left::contains);
  }

  private static Remaining remaining(Leftover left) {
    return new Remaining(left.kind(), left.arn());
  }

  /** The AWS CLI commands that remove it. */
  public List<RemovalCommand> commands() {
    return items.stream().flatMap(item -> RemovalCommand.of(names, item).stream()).toList();
  }

  /** As lines that bash reads; see {@link ScriptLines}. */
  public String lines() {
    ScriptLines lines =
        ScriptLines.begin("removal", names, tenantId).add("ready", Boolean.toString(ready));
    for (Remaining item : items) {
      lines.add("left", item.kind().name() + " " + item.arn());
    }
    return lines.end();
  }
}
