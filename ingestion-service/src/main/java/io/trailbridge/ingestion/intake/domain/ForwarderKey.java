package io.trailbridge.ingestion.intake.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which secret a batch was signed with, as {@code X-Trailbridge-Key} names it.
 *
 * @param masterKeyId the master key that the secret is derived from
 * @param secretVersion the connection's version of it
 */
public record ForwarderKey(String masterKeyId, int secretVersion) {
  private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([0-9]{1,9})");

  /** The parsed header, or nothing where it has another shape. */
  public static Optional<ForwarderKey> parse(String header) {
    Matcher matcher = SHAPE.matcher(header);
    return matcher.matches()
        ? Optional.of(new ForwarderKey(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }
}
