package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks moto about organizations, and makes the sandbox's. */
final class Organizations {
  private static final String TARGET = "AWSOrganizationsV20161128.";

  /** The organization that an account is in. */
  record Organization(String id, String managementAccount) {}

  private final Moto moto;

  /** The accounts that may make trails for their organization, by its management account. */
  private final Map<String, Set<String>> delegates = new ConcurrentHashMap<>();

  Organizations(Moto moto) {
    this.moto = moto;
  }

  Optional<Organization> of(String account) {
    Reply reply = call(account, "DescribeOrganization", Json.object());
    if (!reply.ok()) {
      return Optional.empty();
    }
    JsonNode organization = Json.read(reply.body).path("Organization");
    return Optional.of(
        new Organization(
            organization.path("Id").asText(), organization.path("MasterAccountId").asText()));
  }

  boolean trusts(String managementAccount, String service) {
    JsonNode enabled =
        Json.read(
            call(managementAccount, "ListAWSServiceAccessForOrganization", Json.object()).body);
    return enabled
        .path("EnabledServicePrincipals")
        .findValuesAsText("ServicePrincipal")
        .contains(service);
  }

  /** The management account and its active members. */
  List<String> accounts(String managementAccount) {
    List<String> accounts = new ArrayList<>();
    JsonNode list = Json.read(call(managementAccount, "ListAccounts", Json.object()).body);
    for (JsonNode account : list.path("Accounts")) {
      if (account.path("Status").asText().equals("ACTIVE")) {
        accounts.add(account.path("Id").asText());
      }
    }
    return accounts;
  }

  /** The accounts that the management account lets act for it in CloudTrail. */
  Set<String> delegates(String managementAccount) {
    return delegates.computeIfAbsent(managementAccount, it -> ConcurrentHashMap.newKeySet());
  }

  /** The account in which a trail lives that this one makes for its organization. */
  String homeOfTrails(String account) {
    return of(account)
        .map(Organization::managementAccount)
        .filter(management -> delegates(management).contains(account))
        .orElse(account);
  }

  String ensure(String managementAccount) {
    call(managementAccount, "CreateOrganization", Json.object().put("FeatureSet", "ALL"));
    return of(managementAccount).orElseThrow().id();
  }

  void ensureMember(String managementAccount, String account) {
    if (!accounts(managementAccount).contains(account)) {
      // The launcher of moto takes the account's id from the address.
      ObjectNode member =
          Json.object()
              .put("AccountName", "member-" + account)
              .put("Email", account + "@example.com");
      call(managementAccount, "CreateAccount", member);
    }
  }

  private Reply call(String account, String action, ObjectNode body) {
    return moto.json(account, "us-east-1", "organizations", TARGET + action, body);
  }
}
