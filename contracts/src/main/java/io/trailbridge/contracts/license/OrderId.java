package io.trailbridge.contracts.license;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An order of billing; the same id is the same order.
 *
 * @param value 1 to 200 characters, opaque
 */
public record OrderId(@JsonValue String value) {

  /** Throws IllegalArgumentException where the value is empty or too long. */
  @JsonCreator
  public OrderId {
    if (value.isBlank() || value.length() > 200) {
      throw new IllegalArgumentException("an order id is 1 to 200 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
