package io.trailbridge.integration.connection.http;

import io.trailbridge.integration.connection.Connections.RequestKey;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands around a body: ETags and keys. */
final class RequestHeaders {
  private static final Pattern ETAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  private RequestHeaders() {}

  static String etag(Connection connection) {
    return "\"" + connection.version() + "\"";
  }

  /** {@code *} says nothing of what the caller saw, so it is no precondition. */
  static long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
      throw Problem.of(ProblemKind.PRECONDITION_REQUIRED);
    }
    Matcher matcher = ETAG.matcher(ifMatch.strip());
    if (!matcher.matches()) {
      throw Problem.of(ProblemKind.STALE);
    }
    return Long.parseLong(matcher.group(1));
  }

  static @Nullable RequestKey key(@Nullable String key, byte[] body) {
    if (key == null) {
      return null;
    }
    if (!key.matches("[\\x21-\\x7E]{1,255}")) {
      throw Problem.malformed("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new RequestKey(key, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
