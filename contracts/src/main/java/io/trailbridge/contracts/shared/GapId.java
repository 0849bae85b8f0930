package io.trailbridge.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * An interval of a connection that was not ingested and may be fetched.
 *
 * @param value a UUID
 */
public record GapId(@JsonValue UUID value) {

  /** Jackson and callers may give the 36-character form. */
  @JsonCreator
  public static GapId of(String value) {
    return new GapId(UUID.fromString(value));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
