package io.trailbridge.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An AWS account.
 *
 * @param value 12 ASCII digits, leading zeros kept
 */
public record AccountId(@JsonValue String value) implements Comparable<AccountId> {

  /** Throws IllegalArgumentException where the value has another shape. */
  @JsonCreator
  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an AWS account id is 12 digits");
    }
  }

  /** Whether {@code value} is 12 ASCII digits. */
  public static boolean isValid(String value) {
    return value.length() == 12 && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
