package io.trailbridge.ingestion.intake;

import io.trailbridge.ingestion.batch.GateReadiness;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Tells that the intake takes what is sent to it, and is silent where it does not: while the gate's
 * topics are still read, and from a notification that the intake itself could not hand on or judge
 * to the next one whose files Kafka has. What waits for its own connection is no reason: it would
 * let one connection speak for all.
 */
@ApplicationScoped
public class Heartbeat {
  private static final Logger LOG = Logger.getLogger(Heartbeat.class);

  private final GateReadiness gate;
  private final Outlet outlet;
  private volatile boolean deferring;

  Heartbeat(GateReadiness gate, Outlet outlet) {
    this.gate = gate;
    this.outlet = outlet;
  }

  /** Files of a notification were handed on. */
  void taken() {
    deferring = false;
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
    if (deferring) {
      LOG.warn("No heartbeat: the newest notification was not taken");
      return;
    }
    try {
      outlet.heartbeat();
    } catch (Outlet.NotTaken e) {
      LOG.warn("Kafka took no heartbeat of the intake");
    }
  }
}
