package io.trailbridge.integration.rest;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.problem.Problem;
import java.util.regex.Pattern;

/** Ids as they stand in paths. */
public final class PathIds {
  /** Java's own parser takes shorter ones too. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private PathIds() {}

  /**
   * A connection's.
   *
   * @throws Problem not-found: what is no id is nobody's
   */
  public static ConnectionId connection(String segment) {
    if (!UUID.matcher(segment).matches()) {
      throw Problem.notFound();
    }
    return ConnectionId.of(segment);
  }
}
