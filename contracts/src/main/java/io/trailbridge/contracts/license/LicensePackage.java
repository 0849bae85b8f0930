package io.trailbridge.contracts.license;

/** What a licence is for. */
public enum LicensePackage {
  /** Connections to public clouds. */
  PUBLIC_CLOUD
}
