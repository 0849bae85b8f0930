package io.trailbridge.testbed.aws;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells callers by their access key: by the convention {@code AKIA<12 digits>ROOT} the root of that
 * account, else credentials that were issued here. A key from nowhere is nobody's.
 */
final class Sessions {
  private static final Pattern ROOT_KEY = Pattern.compile("AKIA(\\d{12})ROOT");
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byAccessKey = new ConcurrentHashMap<>();

  /** Who signed the call; its session, if it is one, must still hold. */
  Caller callerOf(ApiRequest request, Instant now) {
    String key =
        request.accessKey.orElseThrow(
            () ->
                new AwsError(
                    403, "MissingAuthenticationToken", "Request is missing Authentication Token"));
    Matcher root = ROOT_KEY.matcher(key);
    if (root.matches()) {
      return Caller.root(root.group(1));
    }
    String token = request.header("X-Amz-Security-Token");
    if (token.isEmpty()) {
      token = request.parameter("X-Amz-Security-Token");
    }
    Session session = byAccessKey.get(key);
    if (session == null || !session.token().equals(token)) {
      throw new AwsError(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (!now.isBefore(session.expiration())) {
      throw expired();
    }
    return session.caller();
  }

  static AwsError expired() {
    return new AwsError(
        403, "ExpiredToken", "The security token included in the request is expired");
  }

  /** Ends a session before its time. */
  void end(String accessKey, Instant now) {
    byAccessKey.computeIfPresent(
        accessKey, (key, it) -> new Session(key, it.secretKey(), it.token(), now, it.caller()));
  }

  Session issue(Caller caller, Instant expiration) {
    byte[] token = new byte[180];
    byte[] secret = new byte[30];
    random.nextBytes(token);
    random.nextBytes(secret);
    Session session =
        new Session(
            "ASIA" + letters(16),
            Base64.getEncoder().encodeToString(secret),
            "IQoJb3JpZ2luX2Vj" + Base64.getEncoder().encodeToString(token),
            expiration,
            caller);
    byAccessKey.put(session.accessKey(), session);
    return session;
  }

  /** Remembers a user's long-term key that passed by. */
  void remember(String accessKey, String secretKey, Caller caller) {
    byAccessKey.put(accessKey, new Session(accessKey, secretKey, "", Instant.MAX, caller));
  }

  /** Forgets a key that was deleted. */
  Optional<Session> forget(String accessKey) {
    return Optional.ofNullable(byAccessKey.remove(accessKey));
  }

  String letters(int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
