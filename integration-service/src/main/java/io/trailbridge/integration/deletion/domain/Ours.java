package io.trailbridge.integration.deletion.domain;

import io.trailbridge.integration.deletion.domain.Remains.Remaining;
import io.trailbridge.integration.setup.domain.RoleNames;
import java.util.regex.Pattern;

/**
 * Whether something bears the connection's name, kind by kind: no command is ever made for anything
 * else. The script checks the same once more.
 */
final class Ours {
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private Ours() {}

  static boolean isOurs(RoleNames names, Remaining item) {
    return Pattern.matches(
        "arn:" + names.partition().id() + ":" + shape(names, item), item.arn().value());
  }

  private static String shape(RoleNames names, Remaining item) {
    String name = names.name();
    String here = "[a-z0-9-]+:" + names.account() + ":";
    return switch (item.kind()) {
      // A subscription of ours may be to a topic of the customer's, a trail may live in the
      // organization's management account, our entry in a bucket of any name.
      case SUBSCRIPTION -> "sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}([.]fifo)?:" + UUID;
      case TRAIL -> "cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/" + name;
      case NOTIFICATION -> "s3:::[a-z0-9.-]{3,63}";
      case FUNCTION -> "lambda:" + here + "function:" + name;
      case LOG_GROUP -> "logs:" + here + "log-group:(/aws/lambda/)?" + name;
      case QUEUE -> "sqs:" + here + name;
      case TOPIC -> "sns:" + here + name;
      case BUCKET -> "s3:::" + name;
      case ROLE -> "iam::" + names.account() + ":role/" + name + "-(access|forwarder)";
    };
  }
}
