package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;

/** Where log files that wait to be fetched go. */
public interface LogObjects {

  /** Hands on; returns once the broker has acknowledged, throws where it did not. */
  void add(LogObject object);
}
