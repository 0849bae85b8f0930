package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Faults that somebody ordered. An order hits the next calls that match it; the weather of an
 * account hits a share of all calls that its roles' sessions make, by a seed.
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
    /** Refused as by a region that the account has not enabled, which knows no session of it. */
    UNKNOWN,
    /** No answer at all until the faults are cleared; refused with 403 after a minute. */
    HANG,
    /** Refused, and every later one with the same key: the session has ended. */
    EXPIRE,
    /** Done, but the connection is closed without an answer. */
    DROP_REPLY,
    /** Done, but what comes back as a success is no answer of this service. */
    GARBAGE,
    /** A process dies, by its id, before anything is done. */
    KILL_BEFORE,
    /** Done, but a process dies, by its id, before the answer. */
    KILL_AFTER;

    /** Whether AWS itself sees the call. */
    boolean isDone() {
      return switch (this) {
        case DROP_REPLY, GARBAGE, KILL_AFTER -> true;
        case THROTTLE, ERROR, DENY, UNKNOWN, HANG, EXPIRE, KILL_BEFORE -> false;
      };
    }
  }

  /**
   * What a call gets.
   *
   * @param pid of the process that dies, with the two kinds that kill
   */
  record Fault(Kind kind, long pid) {}

  private static final class Order {
    final String account;
    final String service;
    final String action;
    final String caller;
    final Fault fault;
    int skip;
    int count;

    Order(JsonNode order) {
      account = order.path("account").asText("*");
      service = order.path("service").asText("*");
      action = order.path("action").asText("*");
      caller = order.path("caller").asText("*");
      fault =
          new Fault(
              Kind.valueOf(order.path("kind").asText("THROTTLE")), order.path("pid").asLong(0));
      skip = order.path("skip").asInt(0);
      count = order.path("count").asInt(1);
    }

    boolean matches(String callAccount, ApiRequest request, Caller by) {
      return fits(account, callAccount)
          && fits(service, request.service)
          && fits(action, request.action)
          && (caller.equals("*") || by.arn().contains(caller));
    }

    private static boolean fits(String wanted, String actual) {
      return wanted.equals("*") || wanted.equals(actual);
    }
  }

  private final List<Order> orders = new ArrayList<>();
  private final Map<String, Weather> weathers = new HashMap<>();
  private CountDownLatch cleared = new CountDownLatch(1);

  /** {@code {account, service, action, caller, kind, skip, count, pid}}; left out means any. */
  synchronized void order(JsonNode order) {
    orders.add(new Order(order));
  }

  /** {@code {account, seed, throttle, error, lost, garbage, expired, settling, powerless}}. */
  synchronized void weather(JsonNode weather) {
    weathers.put(weather.path("account").asText(), new Weather(weather));
  }

  synchronized void clear() {
    orders.clear();
    weathers.clear();
    cleared.countDown();
    cleared = new CountDownLatch(1);
  }

  /** Waits as {@link Kind#HANG} says. */
  void hang() {
    CountDownLatch end;
    synchronized (this) {
      end = cleared;
    }
    try {
      var _ = end.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The fault that this call gets, which is thereby used up. */
  synchronized Optional<Fault> next(Caller caller, ApiRequest request) {
    String account = accountOf(caller, request);
    Optional<Fault> due = Optional.empty();
    for (Order order : orders) {
      if (order.count > 0 && order.matches(account, request, caller)) {
        if (order.skip > 0) {
          order.skip--;
        } else if (due.isEmpty()) {
          order.count--;
          due = Optional.of(order.fault);
        }
      }
    }
    if (due.isPresent()) {
      return due;
    }
    Weather weather = weathers.get(account);
    return weather == null || !weather.hits(caller)
        ? Optional.empty()
        : weather.next(request).map(kind -> new Fault(kind, 0));
  }

  /** How long a new role of this account cannot be used yet. */
  synchronized Duration settling(String account) {
    Weather weather = weathers.get(account);
    return weather == null ? Duration.ZERO : weather.settling();
  }

  /** How long a new role of this account may do nothing yet. */
  synchronized Duration powerless(String account) {
    Weather weather = weathers.get(account);
    return weather == null ? Duration.ZERO : weather.powerless();
  }

  /** The account whose call it is: that of the role where one is to be assumed. */
  private static String accountOf(Caller caller, ApiRequest request) {
    String role = request.action.equals("AssumeRole") ? request.parameter("RoleArn") : "";
    return Arn.looksLike(role) ? Arn.parse(role, "RoleArn").account() : caller.account();
  }

  static AwsError error(Kind kind, ApiRequest request) {
    return switch (kind) {
      case THROTTLE -> throttle(request);
      case DENY, HANG -> AwsError.accessDenied("Access Denied");
      case UNKNOWN -> unknown(request);
      case EXPIRE -> Sessions.expired();
      case ERROR, DROP_REPLY, GARBAGE, KILL_BEFORE, KILL_AFTER ->
          new AwsError(
              request.service.equals("s3") ? 503 : 500,
              "InternalFailure",
              "We encountered an internal error.");
    };
  }

  private static AwsError unknown(ApiRequest request) {
    return switch (request.service) {
      case "s3" ->
          new AwsError(
              400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      case "lambda" ->
          new AwsError(
              403,
              "UnrecognizedClientException",
              "The security token included in the request is invalid.");
      default ->
          new AwsError(
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.");
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
