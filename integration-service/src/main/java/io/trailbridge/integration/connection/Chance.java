package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Ids and secrets that nobody can guess. */
@ApplicationScoped
class Chance {
  private final SecureRandom random = new SecureRandom();

  /** A UUID of version 7: its first 48 bits are the time, so that ids sort by creation. */
  ConnectionId connectionId(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000 | random.nextInt(1 << 12);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new ConnectionId(new UUID(high, low));
  }

  /** 160 bits in hex; what AssumeRole must carry. */
  String externalId() {
    byte[] bytes = new byte[20];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Up to a tenth more or less, so that what began together does not stay together. */
  double jitter() {
    return 0.9 + random.nextDouble() * 0.2;
  }
}
