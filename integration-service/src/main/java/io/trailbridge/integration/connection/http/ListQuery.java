package io.trailbridge.integration.connection.http;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.ConnectionStore.Position;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.rest.Cursors;
import io.trailbridge.integration.rest.QueryParameters;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list; nothing unknown, nothing twice. */
final class ListQuery {
  private static final String LIST = "connections";
  private static final Set<String> KNOWN = Set.of("status", "organization", "q", "limit", "cursor");

  /** An ARN of a trail with a long name fits. */
  private static final int LONGEST_TEXT = 256;

  private ListQuery() {}

  static Query read(
      Map<String, List<String>> given, TenantId tenant, Cursors cursors, Instant deletedAfter) {
    QueryParameters parameters = QueryParameters.of(given, KNOWN);
    String cursor = parameters.text("cursor");
    return new Query(
        tenant,
        statuses(parameters.text("status")),
        parameters.bool("organization"),
        text(parameters.text("q")),
        deletedAfter,
        cursor == null ? null : position(cursors.read(tenant, LIST, cursor)),
        parameters.limit());
  }

  private static @Nullable String text(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > LONGEST_TEXT || value.chars().anyMatch(Character::isISOControl)) {
      throw Problem.malformed("q", "must be at most 256 characters of text");
    }
    // As names are kept.
    return Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
  }

  /** One or several with commas. */
  private static Set<ConnectionStatus> statuses(@Nullable String value) {
    Set<ConnectionStatus> statuses = EnumSet.noneOf(ConnectionStatus.class);
    if (value == null) {
      return statuses;
    }
    for (String name : List.of(value.split(",", -1))) {
      try {
        statuses.add(ConnectionStatus.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw Problem.malformed("status", "must be a status of connections, or several by commas");
      }
    }
    return statuses;
  }

  private static Position position(String text) {
    int space = text.indexOf(' ');
    return new Position(
        Instant.EPOCH.plus(Long.parseLong(text.substring(0, space)), ChronoUnit.MICROS),
        ConnectionId.of(text.substring(space + 1)));
  }

  static String cursorAfter(Connection last, Cursors cursors) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt());
    return cursors.write(last.tenantId(), LIST, micros + " " + last.id());
  }
}
