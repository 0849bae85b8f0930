package io.trailbridge.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A partition of AWS: accounts, ARNs and host names never cross it. */
public enum Partition {
  AWS("aws", "amazonaws.com"),
  AWS_US_GOV("aws-us-gov", "amazonaws.com"),
  AWS_CN("aws-cn", "amazonaws.com.cn"),
  AWS_EUSC("aws-eusc", "amazonaws.eu");

  private final String id;
  private final String dnsSuffix;

  Partition(String id, String dnsSuffix) {
    this.id = id;
    this.dnsSuffix = dnsSuffix;
  }

  /** As it stands in ARNs. */
  @JsonValue
  public String id() {
    return id;
  }

  /** What the partition's host names end in. */
  public String dnsSuffix() {
    return dnsSuffix;
  }

  /** Throws IllegalArgumentException for an unknown one. */
  @JsonCreator
  public static Partition of(String id) {
    for (Partition partition : values()) {
      if (partition.id.equals(id)) {
        return partition;
      }
    }
    throw new IllegalArgumentException("an AWS partition is aws, aws-us-gov, aws-cn or aws-eusc");
  }
}
