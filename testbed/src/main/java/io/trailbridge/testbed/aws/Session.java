package io.trailbridge.testbed.aws;

import java.time.Instant;

/** Credentials that the emulator knows, and whose they are. */
record Session(
    String accessKey, String secretKey, String token, Instant expiration, Caller caller) {}
