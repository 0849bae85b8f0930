package io.trailbridge.provisioning.connection;

import io.smallrye.config.ConfigMapping;
import io.trailbridge.contracts.shared.ConnectionId;
import java.net.URI;

/** Where the intake is, seen from AWS. */
@ConfigMapping(prefix = "trailbridge.intake")
public interface IntakeConfig {

  /**
   * The base of the intake's addresses as SNS and forwarders reach them, without a slash at its
   * end.
   */
  URI publicUrl();

  /** What SNS posts a connection's notifications to. */
  default String notificationsOf(ConnectionId connection) {
    return publicUrl() + pathOf(connection);
  }

  /** What a connection's forwarder posts log files to. */
  default String batchesOf(ConnectionId connection) {
    return publicUrl() + "/v1/connections/" + connection + "/batches";
  }

  /** The part of a notification's address that does not depend on where the intake is. */
  static String pathOf(ConnectionId connection) {
    return "/v1/connections/" + connection + "/notifications";
  }
}
