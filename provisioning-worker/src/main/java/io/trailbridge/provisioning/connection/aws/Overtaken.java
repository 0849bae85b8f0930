package io.trailbridge.provisioning.connection.aws;

/** A newer wish is known; ends a run between two calls and never leaves the door. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overtaken() {
    super("a newer wish is known", null, false, false);
  }
}
