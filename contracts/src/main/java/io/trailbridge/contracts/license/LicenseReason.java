package io.trailbridge.contracts.license;

/** Why a licence event was published. */
public enum LicenseReason {
  GRANTED,
  RENEWED,
  EXPIRED,
  REVOKED,
  EXPIRING
}
