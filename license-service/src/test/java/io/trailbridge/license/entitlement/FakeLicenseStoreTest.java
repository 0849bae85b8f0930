package io.trailbridge.license.entitlement;

class FakeLicenseStoreTest extends LicenseStoreContract {
  private final FakeLicenseStore store = new FakeLicenseStore();

  @Override
  protected void inTransaction(Runnable work) {
    work.run();
  }

  @Override
  protected LicenseStore store() {
    return store;
  }
}
