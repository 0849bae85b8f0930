package io.trailbridge.ingestion.intake;

import io.trailbridge.ingestion.batch.GateReadiness;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Tells that the intake takes what is sent to it, and is silent where it does not: while the gate's
 * topics are still read, from a notification that the intake itself could not hand on to the next
 * one whose files Kafka has, and where none could be judged since the last time. What waits for its
 * own connection is no reason: it would let one connection speak for all.
 */
@ApplicationScoped
public class Heartbeat {
  private static final Logger LOG = Logger.getLogger(Heartbeat.class);

  private final GateReadiness gate;
  private final Outlet outlet;
  private volatile boolean deferring;
  private volatile boolean undecided;
  private volatile boolean takenSinceLast;

  Heartbeat(GateReadiness gate, Outlet outlet) {
    this.gate = gate;
    this.outlet = outlet;
  }

  /** Files of a notification were handed on. */
  void taken() {
    deferring = false;
    takenSinceLast = true;
  }

  /**
   * A notification could not be judged, since its certificate could not be had or there was no room
   * for its body. A tenant can bring that about too: it counts only while nothing is taken.
   */
  void undecided() {
    undecided = true;
  }

  /** A notification must come again, and not for its connection's sake. */
  void deferred() {
    deferring = true;
  }

  /** Sends one heartbeat, where there is a reason for it. */
  public void beat() {
    if (!gate.gateIsReady()) {
      return;
    }
    boolean nothingJudged = undecided && !takenSinceLast;
    undecided = false;
    takenSinceLast = false;
    if (deferring || nothingJudged) {
      LOG.warn("No heartbeat: notifications are not taken");
      return;
    }
    try {
      outlet.heartbeat();
    } catch (Outlet.NotTaken e) {
      LOG.warn("Kafka took no heartbeat of the intake");
    }
  }
}
