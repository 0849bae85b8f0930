package io.trailbridge.integration.connection.domain;

import java.util.Locale;

/** What a user may do with a connection; {@link Connection#actions()} says when. */
public enum Action {
  EDIT,
  PAUSE,
  RESUME,
  VERIFY,
  BACKFILL,
  SETUP,
  DELETE;

  /** As the API writes it, lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
