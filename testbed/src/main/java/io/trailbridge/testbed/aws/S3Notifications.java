package io.trailbridge.testbed.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What S3 checks before it takes a bucket notification: that it may publish to each topic, and that
 * no two entries want the same event of the same keys.
 */
final class S3Notifications {
  private final Topics topics;

  S3Notifications(Topics topics) {
    this.topics = topics;
  }

  /** One entry of the document. */
  private record Entry(String destination, List<String> events, String prefix, String suffix) {
    boolean overlaps(Entry other) {
      boolean sameEvent =
          events.stream().anyMatch(one -> other.events.stream().anyMatch(two -> meet(one, two)));
      boolean samePrefix = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
      boolean sameSuffix = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
      return sameEvent && samePrefix && sameSuffix;
    }

    private static boolean meet(String one, String two) {
      String a = one.replace("*", "");
      String b = two.replace("*", "");
      return one.equals(two)
          || (one.endsWith("*") && two.startsWith(a))
          || (two.endsWith("*") && one.startsWith(b));
    }
  }

  void check(ApiRequest request, String bucket, String owner) {
    String xml = new String(request.body, StandardCharsets.UTF_8);
    List<Entry> entries = new ArrayList<>();
    boolean skipChecks = request.header("x-amz-skip-destination-validation").equals("true");
    for (String kind :
        List.of("TopicConfiguration", "QueueConfiguration", "CloudFunctionConfiguration")) {
      for (String entry : Xml.rawAll(xml, kind)) {
        entries.add(entry(entry));
      }
    }
    for (Entry entry : entries) {
      boolean topic = entry.destination().contains(":sns:");
      if (topic
          && !skipChecks
          && !topics.mayPublish(
              "s3.amazonaws.com",
              "arn:%s:s3:::%s".formatted(Arn.partition(request.region), bucket),
              owner,
              entry.destination())) {
        throw new AwsError(
            400, "InvalidArgument", "Unable to validate the following destination configurations");
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (entries.get(i).overlaps(entries.get(j))) {
          throw new AwsError(
              400,
              "InvalidArgument",
              "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are"
                  + " overlapping for the same event type.");
        }
      }
    }
  }

  private static Entry entry(String xml) {
    String destination =
        Xml.first(xml, "Topic")
            .or(() -> Xml.first(xml, "Queue"))
            .or(() -> Xml.first(xml, "CloudFunction"))
            .orElse("");
    String prefix = "";
    String suffix = "";
    for (String rule : Xml.rawAll(xml, "FilterRule")) {
      String value = Xml.first(rule, "Value").orElse("");
      if (Xml.first(rule, "Name").orElse("").equalsIgnoreCase("prefix")) {
        prefix = value;
      } else {
        suffix = value;
      }
    }
    return new Entry(destination, Xml.all(xml, "Event"), prefix, suffix);
  }
}
