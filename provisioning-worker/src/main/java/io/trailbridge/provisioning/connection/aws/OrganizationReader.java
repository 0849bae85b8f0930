package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Organization;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import java.util.Optional;

/** Asks which organization the account belongs to, and what it may do there. */
final class OrganizationReader {
  private static final String DESCRIBE = "organizations:DescribeOrganization";

  private final Session session;
  private final AccountId account;

  OrganizationReader(Session session) {
    this.session = session;
    this.account = session.access().account();
  }

  /** The account's organization; a finding where it is in none. */
  Organization read() {
    var found =
        session.call(
            DESCRIBE,
            account.value(),
            () -> session.organizations().describeOrganization().organization());
    return new Organization(found.id(), new AccountId(found.masterAccountId()));
  }

  /** The account's organization; empty where it is in none. */
  Optional<Organization> find() {
    try {
      return Optional.of(read());
    } catch (Refusal refusal) {
      if (refusal.verdict() instanceof GiveUp give
          && give.finding().code().equals(FindingCode.ORGANIZATION_NOT_IN_USE.name())) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** The organization, where the account may make trails for it; a finding where it may not. */
  Organization ofItsTrails() {
    Organization organization = read();
    if (!account.equals(organization.management()) && !isDelegate()) {
      throw Refusal.of(FindingCode.ORGANIZATION_NOT_MANAGEMENT_ACCOUNT, DESCRIBE, account.value());
    }
    return organization;
  }

  /** Only the management account and those that it lets act for it are told. */
  private boolean isDelegate() {
    try {
      return session.call(
          "organizations:ListDelegatedAdministrators",
          account.value(),
          () ->
              session
                  .organizations()
                  .listDelegatedAdministratorsPaginator(
                      it -> it.servicePrincipal("cloudtrail.amazonaws.com"))
                  .delegatedAdministrators()
                  .stream()
                  .anyMatch(it -> account.value().equals(it.id())));
    } catch (Refusal refusal) {
      if (refusal.verdict() instanceof GiveUp) {
        return false;
      }
      throw refusal;
    }
  }
}
