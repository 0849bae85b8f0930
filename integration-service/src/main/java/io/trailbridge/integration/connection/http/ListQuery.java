package io.trailbridge.integration.connection.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.connection.ConnectionStore.Position;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.problem.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list; nothing unknown, nothing twice. */
final class ListQuery {
  private static final Set<String> KNOWN = Set.of("status", "organization", "q", "limit", "cursor");
  private static final Pattern CURSOR = Pattern.compile("v1\\.([0-9]{1,17})\\.([0-9a-f-]{36})");
  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 200;

  private ListQuery() {}

  static Query read(MultivaluedMap<String, String> parameters, Instant deletedAfter) {
    for (String name : parameters.keySet()) {
      if (!KNOWN.contains(name)) {
        throw Problem.malformed("The query has a parameter that is unknown.");
      }
      if (parameters.get(name).size() > 1) {
        throw Problem.malformed(name, "must stand once");
      }
    }
    String text = parameters.getFirst("q");
    if (text != null && (text.length() > 100 || text.chars().anyMatch(Character::isISOControl))) {
      throw Problem.malformed("q", "must be at most 100 characters of text");
    }
    return new Query(
        statuses(parameters.getFirst("status")),
        organization(parameters.getFirst("organization")),
        text == null || text.isBlank() ? null : text.strip(),
        deletedAfter,
        position(parameters.getFirst("cursor")),
        limit(parameters.getFirst("limit")));
  }

  /** One or several with commas. */
  private static Set<ConnectionStatus> statuses(@Nullable String value) {
    Set<ConnectionStatus> statuses = EnumSet.noneOf(ConnectionStatus.class);
    if (value == null || value.isEmpty()) {
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

  private static @Nullable Boolean organization(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.malformed("organization", "must be true or false");
    };
  }

  private static int limit(@Nullable String value) {
    if (value == null) {
      return DEFAULT_LIMIT;
    }
    if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > LARGEST_LIMIT) {
      throw Problem.malformed("limit", "must be 1 to 200");
    }
    return Integer.parseInt(value);
  }

  private static @Nullable Position position(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      Matcher matcher = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
      if (matcher.matches()) {
        return new Position(
            Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
            ConnectionId.of(matcher.group(2)));
      }
    } catch (IllegalArgumentException e) {
      // Not one of ours, as those that do not match.
    }
    throw Problem.malformed("cursor", "must be a nextCursor that a page gave");
  }

  static String cursorAfter(Connection last) {
    String text =
        "v1." + ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt()) + "." + last.id();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
