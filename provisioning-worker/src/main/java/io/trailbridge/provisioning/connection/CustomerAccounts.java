package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Removal;
import io.trailbridge.provisioning.connection.domain.Verification;
import java.util.List;

/** What can be done in a customer's AWS account. Refusals of AWS are values, never exceptions. */
public interface CustomerAccounts {

  /** Reads what is there and makes the difference to the wish; writes nothing where none is. */
  Reconciliation reconcile(Work work);

  /** Follows the verification chain; changes nothing. */
  Verification verify(Work work);

  /**
   * Takes back what is ours.
   *
   * @param deleteLogs whether our bucket goes too, with all that is in it
   * @param inventory what integration-service knows of
   */
  Removal remove(Work work, boolean deleteLogs, List<InventoryItem> inventory);

  /** Confirms the subscription that SNS offered, where it is our own and pending. */
  Confirmation confirm(ConnectionState connection, Arn topic, String token);

  /** What became of an offered subscription. */
  enum Confirmation {
    CONFIRMED,
    /** The topic has no pending subscription of ours; somebody else offered it, or it is done. */
    NOT_OURS,
    /** AWS refused for good, such as an expired token; a later offer will bring a new one. */
    REFUSED,
    /** AWS could not be asked now. */
    LATER
  }
}
