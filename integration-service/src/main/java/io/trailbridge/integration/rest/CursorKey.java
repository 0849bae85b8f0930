package io.trailbridge.integration.rest;

/** The key that all instances sign cursors with. */
public interface CursorKey {

  /** 32 random bytes, the same for ever; opens a transaction of its own. */
  byte[] bytes();
}
