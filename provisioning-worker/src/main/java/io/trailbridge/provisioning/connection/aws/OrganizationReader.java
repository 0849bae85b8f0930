package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.domain.FindingCode;
import software.amazon.awssdk.services.organizations.model.Organization;

/** Asks which organization the account manages. */
final class OrganizationReader {
  private OrganizationReader() {}

  /** The organization's id; a finding where the account does not manage one. */
  static String id(Session session) {
    String account = session.access().account().value();
    Organization organization =
        session.call(
            "organizations:DescribeOrganization",
            account,
            () -> session.organizations().describeOrganization().organization());
    if (!account.equals(organization.masterAccountId())) {
      throw Refusal.of(
          FindingCode.ORGANIZATION_NOT_MANAGEMENT_ACCOUNT,
          "organizations:DescribeOrganization",
          account);
    }
    return organization.id();
  }
}
