package io.trailbridge.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}.
 *
 * @param value the whole name, at most 2,048 characters without spaces or control characters
 */
public record Arn(@JsonValue String value) {

  /** Throws IllegalArgumentException where the value has another shape. */
  @JsonCreator
  public Arn {
    String[] parts = value.split(":", 6);
    if (parts.length != 6
        || !parts[0].equals("arn")
        || parts[1].isEmpty()
        || parts[2].isEmpty()
        || parts[5].isEmpty()
        || value.length() > 2048
        || value.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      throw new IllegalArgumentException(
          "an ARN looks like arn:partition:service:region:account:resource");
    }
  }

  /** An ARN from its parts; region and account may be empty, as in a bucket's. */
  public static Arn of(
      Partition partition, String service, String region, String account, String resource) {
    return new Arn(String.join(":", "arn", partition.id(), service, region, account, resource));
  }

  /** Such as {@code aws}; whether it is one that we know is not decided here. */
  public String partition() {
    return part(1);
  }

  public String service() {
    return part(2);
  }

  /** Empty for global resources. */
  public String region() {
    return part(3);
  }

  /** Empty for buckets. */
  public String account() {
    return part(4);
  }

  /** Everything after the fifth colon. */
  public String resource() {
    return part(5);
  }

  private String part(int index) {
    return Objects.requireNonNull(value.split(":", 6)[index]);
  }

  @Override
  public String toString() {
    return value;
  }
}
