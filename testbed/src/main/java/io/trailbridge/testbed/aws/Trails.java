package io.trailbridge.testbed.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All trails of all accounts, and who sees which from where. Guarded by itself: callers hold its
 * monitor.
 */
final class Trails {
  private final Organizations organizations;
  private final Map<String, Trail> byArn = new LinkedHashMap<>();

  Trails(Organizations organizations) {
    this.organizations = organizations;
  }

  void add(Trail trail) {
    byArn.put(trail.arn, trail);
  }

  void remove(Trail trail) {
    byArn.remove(trail.arn);
  }

  Optional<Trail> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  List<Trail> logging() {
    return byArn.values().stream().filter(Trail::isLogging).toList();
  }

  List<Trail> homeIn(String account, String region) {
    return byArn.values().stream()
        .filter(trail -> trail.account.equals(account) && trail.homeRegion.equals(region))
        .toList();
  }

  /** The account's own trails and those of its organization. */
  List<Trail> ofAccount(String account) {
    return byArn.values().stream()
        .filter(
            trail ->
                trail.account.equals(account)
                    || (trail.isOrganization() && isMember(trail, account)))
        .toList();
  }

  List<Trail> visibleIn(String account, String region) {
    return ofAccount(account).stream()
        .filter(trail -> trail.homeRegion.equals(region) || trail.isMultiRegion())
        .toList();
  }

  private boolean isMember(Trail trail, String account) {
    return organizations
        .of(account)
        .filter(organization -> organization.managementAccount().equals(trail.account))
        .isPresent();
  }

  /** The trail that a reading call names: by name at home, by ARN wherever it has a shadow. */
  Trail visible(ApiRequest request, Caller caller, String parameter) {
    String name = request.json().path(parameter).asText();
    if (name.startsWith("arn:")) {
      return byArn(name, caller.account(), request.region);
    }
    return homeIn(caller.account(), request.region).stream()
        .filter(trail -> trail.name.equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, caller.account()));
  }

  Trail byArn(String arn, String account, String region) {
    if (!arn.matches("arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\\d{12}:trail/.+")) {
      throw TrailChecks.refuse(
          "CloudTrailARNInvalidException", "CloudTrail ARN is not valid: " + arn);
    }
    return visibleIn(account, region).stream()
        .filter(trail -> trail.arn.equals(arn))
        .findFirst()
        .orElseThrow(() -> unknown(arn, account));
  }

  /**
   * The trail that a changing call names: only its owner or who acts for it, only in its home
   * region.
   */
  Trail own(ApiRequest request, Caller caller, String parameter) {
    Trail trail = visible(request, caller, parameter);
    boolean owner =
        trail.account.equals(caller.account())
            || (trail.isOrganization()
                && trail.account.equals(organizations.homeOfTrails(caller.account())));
    if (!owner) {
      throw TrailChecks.refuse(
          "InsufficientDependencyServiceAccessPermissionException",
          "A member account may not change the organization's trail.");
    }
    if (!trail.homeRegion.equals(request.region)) {
      throw TrailChecks.refuse(
          "InvalidHomeRegionException",
          "Trail home region is not the same as the current region: " + trail.homeRegion);
    }
    return trail;
  }

  private static AwsError unknown(String name, String account) {
    return TrailChecks.refuse(
        "TrailNotFoundException", "Unknown trail: %s for the user: %s".formatted(name, account));
  }
}
