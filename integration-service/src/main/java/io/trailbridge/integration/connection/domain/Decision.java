package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import java.util.List;

/** The answer to an input, as a value. */
public sealed interface Decision {

  /**
   * Save these facts and send these messages. Where the facts are the old ones, nothing is saved:
   * an order such as a verification changes no fact.
   */
  record Moved(Connection next, List<ProvisioningCommand> messages) implements Decision {

    /** Keeps its own copy. */
    public Moved {
      messages = List.copyOf(messages);
    }
  }

  /** A repeat, or overtaken by something newer: acknowledge it quietly. */
  record Stale() implements Decision {}

  /** It may not be. */
  record Refused(Refusal reason) implements Decision {}
}
