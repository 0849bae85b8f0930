package io.trailbridge.testbed.aws;

/** The parts of {@code arn:partition:service:region:account:resource}. */
record Arn(String partition, String service, String region, String account, String resource) {

  /** As it is written. */
  String text() {
    return String.join(":", "arn", partition, service, region, account, resource);
  }

  static boolean looksLike(String text) {
    return text.startsWith("arn:") && text.split(":", 6).length == 6;
  }

  /** Reads an ARN; a text that is none is refused as AWS's parameter check does. */
  static Arn parse(String text, String parameter) {
    if (!looksLike(text)) {
      throw new AwsError(
          400,
          "InvalidParameter",
          "Invalid parameter: "
              + parameter
              + " Reason: An ARN must have at least 6 elements, not "
              + text.split(":", -1).length);
    }
    String[] parts = text.split(":", 6);
    return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  /** The region in which a partition's IAM is asked. */
  static String home(String partition) {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      case "aws-eusc" -> "eusc-de-east-1";
      default -> "us-east-1";
    };
  }

  /** The partition that a region belongs to. */
  static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    if (region.startsWith("us-gov-")) {
      return "aws-us-gov";
    }
    return region.startsWith("eusc-") ? "aws-eusc" : "aws";
  }
}
