package io.trailbridge.contracts.connection;

/** Whether our subscription is to be there. */
public enum Forwarding {
  ON,
  OFF
}
