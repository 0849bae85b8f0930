package io.trailbridge.license.entitlement;

class FakeLicenseHistoryTest extends LicenseHistoryContract {
  private final LicenseHistory history = new FakeLicenseHistory();

  @Override
  protected void inTransaction(Runnable work) {
    work.run();
  }

  @Override
  protected LicenseHistory history() {
    return history;
  }
}
