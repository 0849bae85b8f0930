package io.trailbridge.testbed.aws;

import java.util.Optional;

/**
 * Who calls.
 *
 * @param account the caller's account; for a service the account on whose behalf it acts
 * @param arn the identity as policies name it, or the name of a service such as {@code
 *     s3.amazonaws.com}
 * @param role the role's ARN with its path, of a role session
 * @param id the unique id as {@code GetCallerIdentity} answers it
 */
record Caller(String account, String arn, Optional<String> role, String id) {

  static Caller root(String account) {
    return new Caller(account, "arn:aws:iam::" + account + ":root", Optional.empty(), account);
  }

  static Caller service(String name, String account) {
    return new Caller(account, name, Optional.empty(), name);
  }

  boolean isService() {
    return !arn.startsWith("arn:");
  }

  boolean isRoot() {
    return arn.endsWith(":root");
  }
}
