package io.trailbridge.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * An AWS region by its code, such as {@code eu-central-1}.
 *
 * @param value lower case letters, digits and dashes; whether AWS has it is not decided here
 */
public record AwsRegion(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  /** Throws IllegalArgumentException where the value has another shape. */
  @JsonCreator
  public AwsRegion {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("an AWS region looks like eu-central-1");
    }
  }

  /** The partition that the region belongs to, by its prefix. */
  public Partition partition() {
    if (value.startsWith("us-gov-")) {
      return Partition.AWS_US_GOV;
    }
    if (value.startsWith("cn-")) {
      return Partition.AWS_CN;
    }
    return value.startsWith("eusc-") ? Partition.AWS_EUSC : Partition.AWS;
  }

  @Override
  public String toString() {
    return value;
  }
}
