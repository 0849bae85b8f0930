package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** AWS Organizations: moto's, but for CloudTrail's delegated administrators, unknown to moto. */
final class OrganizationsApi implements Service {
  private final Organizations organizations;
  private final Moto moto;

  OrganizationsApi(Organizations organizations, Moto moto) {
    this.organizations = organizations;
    this.moto = moto;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    boolean cloudTrail =
        request.action.equals("ListDelegatedAdministrators")
            && request.json().path("ServicePrincipal").asText().equals(TrailChecks.SERVICE);
    return cloudTrail ? delegates(caller) : moto.forward(request, caller.account());
  }

  /** Told to the management account and to delegated administrators, to no other member. */
  private Reply delegates(Caller caller) {
    Optional<String> management =
        organizations.of(caller.account()).map(it -> it.managementAccount());
    if (management.isEmpty()) {
      throw new AwsError(
          400,
          "AWSOrganizationsNotInUseException",
          "Your account is not a member of an organization.");
    }
    var all = organizations.delegates(management.get());
    if (!caller.account().equals(management.get()) && !all.contains(caller.account())) {
      throw new AwsError(
          400, "AccessDeniedException", "You don't have permissions to access this resource.");
    }
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("DelegatedAdministrators");
    all.forEach(account -> list.addObject().put("Id", account).put("Status", "ACTIVE"));
    return Reply.json(answer);
  }
}
