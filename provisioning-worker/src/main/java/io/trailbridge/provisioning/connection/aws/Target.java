package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one run share.
 *
 * @param resources what is to be made
 * @param organizationId where the trail is to be an organization's
 * @param inventory what the run has found or made so far
 */
record Target(
    Session session,
    Work work,
    ResourceNames names,
    Resources.New resources,
    @Nullable String organizationId,
    Inventory inventory) {

  Map<String, String> tags() {
    return Tags.of(work.connection(), work.tenant());
  }

  Tags.Ownership ownership(Map<String, String> tags) {
    return Tags.ownership(work.connection(), tags);
  }

  String name() {
    return names.name();
  }

  /** The account that every bucket of ours must belong to. */
  String owner() {
    return names.account().value();
  }
}
