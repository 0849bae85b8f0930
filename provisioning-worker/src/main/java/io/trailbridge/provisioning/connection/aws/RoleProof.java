package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Verdict.Cause;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Proves that the access role is what it should be: it lets us in with the external id, nobody
 * without it, and belongs to the account that the customer named.
 */
@ApplicationScoped
class RoleProof {
  static final String ASSUME = "sts:AssumeRole";

  /** Shorter than any that we give out, so that it can be nobody's. */
  private static final String WRONG = "trailbridge-probe";

  private final Roles roles;
  private final String ownAccount;

  RoleProof(Roles roles, AwsConfig config) {
    this.roles = roles;
    this.ownAccount = new Arn(config.workerRoleArn()).account();
  }

  /** Throws a refusal with the finding where the role is not what it should be. */
  void enter(Session session) {
    RoleAccess access = session.access();
    String role = access.role().value();
    if (access.account().value().equals(ownAccount)) {
      // A customer who names our account would have us act on ourselves.
      throw Refusal.of(FindingCode.OWN_ACCOUNT, ASSUME, role);
    }
    if (!access.role().account().equals(access.account().value())) {
      throw Refusal.of(FindingCode.ACCOUNT_MISMATCH, ASSUME, role);
    }
    AwsSessionCredentials entered =
        session.call(ASSUME, role, () -> roles.session(access, session.count()));
    if (!entered.accountId().equals(Optional.of(access.account().value()))) {
      roles.drop(access);
      throw Refusal.of(FindingCode.ACCOUNT_MISMATCH, ASSUME, role);
    }
  }

  /**
   * As {@link #enter}, by a session that is asked for now: one that is kept may outlive the role.
   */
  void enterAnew(Session session) {
    roles.drop(session.access());
    enter(session);
  }

  /** Throws CONFUSED_DEPUTY where the role lets in who does not know the external id. */
  void refusesStrangers(Session session) {
    mustRefuse(session, null);
    mustRefuse(session, WRONG);
  }

  private void mustRefuse(Session session, @Nullable String externalId) {
    RoleAccess access = session.access();
    String role = access.role().value();
    Supplier<AwsSessionCredentials> attempt =
        () -> roles.assume(access, externalId, session.count());
    try {
      session.once(ASSUME, role, attempt);
    } catch (Refusal refusal) {
      boolean denied =
          switch (refusal.verdict()) {
            // What is "settling" for our own way in is the answer that a stranger must get.
            case TryLater later -> later.cause() == Cause.SETTLING;
            case GiveUp give -> give.finding().code().equals(FindingCode.ACCESS_DENIED.name());
            default -> false;
          };
      if (denied) {
        return;
      }
      throw refusal;
    }
    roles.drop(access);
    throw Refusal.of(FindingCode.CONFUSED_DEPUTY, ASSUME, role);
  }
}
