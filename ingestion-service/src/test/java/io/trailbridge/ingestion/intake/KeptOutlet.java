package io.trailbridge.ingestion.intake;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the intake hands on, or takes nothing but heartbeats. */
final class KeptOutlet implements Outlet {
  final List<Batch> batches = new ArrayList<>();
  final List<LogObject> objects = new ArrayList<>();
  final List<SubscriptionOffered> offers = new ArrayList<>();
  int heartbeats;
  boolean down;

  @Override
  public void batch(Batch batch) throws NotTaken {
    requireUp();
    batches.add(batch);
  }

  @Override
  public void objects(List<LogObject> taken) throws NotTaken {
    requireUp();
    objects.addAll(taken);
  }

  @Override
  public void offer(SubscriptionOffered offer) throws NotTaken {
    requireUp();
    offers.add(offer);
  }

  @Override
  public void heartbeat() {
    heartbeats++;
  }

  private void requireUp() throws NotTaken {
    if (down) {
      throw new NotTaken(new IOException("down"));
    }
  }
}
