package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Faults that somebody ordered: the next calls that match are refused, or answered into the void.
 */
final class Faults {
  /** What happens to the call. */
  enum Kind {
    /** Refused in the words that the service has for too many calls. */
    THROTTLE,
    /** Refused with 500 or 503. */
    ERROR,
    /** Refused with 403. */
    DENY,
    /** Done, but the connection is closed without an answer. */
    DROP_REPLY
  }

  private static final class Order {
    final String account;
    final String service;
    final String action;
    final Kind kind;
    int skip;
    int count;

    Order(JsonNode order) {
      account = order.path("account").asText("*");
      service = order.path("service").asText("*");
      action = order.path("action").asText("*");
      kind = Kind.valueOf(order.path("kind").asText("THROTTLE"));
      skip = order.path("skip").asInt(0);
      count = order.path("count").asInt(1);
    }

    boolean matches(String callAccount, ApiRequest request) {
      return fits(account, callAccount)
          && fits(service, request.service)
          && fits(action, request.action);
    }

    private static boolean fits(String wanted, String actual) {
      return wanted.equals("*") || wanted.equals(actual);
    }
  }

  private final List<Order> orders = new ArrayList<>();

  /** {@code {account, service, action, kind, skip, count}}; what is left out means any. */
  synchronized void order(JsonNode order) {
    orders.add(new Order(order));
  }

  synchronized void clear() {
    orders.clear();
  }

  /** The fault that this call gets, which is thereby used up. */
  synchronized Optional<Kind> next(String account, ApiRequest request) {
    for (Order order : orders) {
      if (order.count > 0 && order.matches(account, request)) {
        if (order.skip > 0) {
          order.skip--;
        } else {
          order.count--;
          return Optional.of(order.kind);
        }
      }
    }
    return Optional.empty();
  }

  static AwsError error(Kind kind, ApiRequest request) {
    return switch (kind) {
      case THROTTLE -> throttle(request);
      case DENY -> AwsError.accessDenied("Access Denied");
      case ERROR, DROP_REPLY ->
          new AwsError(
              request.service.equals("s3") ? 503 : 500,
              "InternalFailure",
              "We encountered an internal error.");
    };
  }

  private static AwsError throttle(ApiRequest request) {
    return switch (request.service) {
      case "s3" -> new AwsError(503, "SlowDown", "Please reduce your request rate.");
      case "ec2" -> new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
      case "lambda" -> new AwsError(429, "TooManyRequestsException", "Rate Exceeded.");
      case "organizations" -> new AwsError(400, "TooManyRequestsException", "Rate exceeded");
      case "sqs" -> new AwsError(400, "com.amazonaws.sqs#RequestThrottled", "Rate exceeded");
      case "cloudtrail", "logs", "kms" -> new AwsError(400, "ThrottlingException", "Rate exceeded");
      default -> new AwsError(400, "Throttling", "Rate exceeded");
    };
  }
}
