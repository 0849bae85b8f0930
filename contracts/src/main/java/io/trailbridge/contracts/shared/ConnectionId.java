package io.trailbridge.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * One connection between a tenant and an AWS account; names and tags in AWS are made from it.
 *
 * @param value a UUID of any version; written in the 36-character form
 */
public record ConnectionId(@JsonValue UUID value) implements Comparable<ConnectionId> {

  /** Jackson and callers may give the 36-character form. */
  @JsonCreator
  public static ConnectionId of(String value) {
    return new ConnectionId(UUID.fromString(value));
  }

  /** The 32 hex digits without dashes, as they stand in names of AWS resources. */
  public String hex() {
    return value.toString().replace("-", "");
  }

  @Override
  public int compareTo(ConnectionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
