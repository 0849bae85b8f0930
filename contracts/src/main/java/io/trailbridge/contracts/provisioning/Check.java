package io.trailbridge.contracts.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One link of the verification chain.
 *
 * @param code stable, such as {@code TRAIL_LOGGING}
 * @param since when this outcome was first seen; absent where only the consumer can know
 * @param message what was found, one sentence
 * @param remedy what to do; absent where it passed
 */
public record Check(
    String code,
    boolean passed,
    @Nullable Instant since,
    @Nullable String message,
    @Nullable String remedy) {}
