package io.trailbridge.contracts.provisioning;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be, told so that the customer can mend it.
 *
 * @param code stable, such as {@code CONFUSED_DEPUTY}
 * @param resource what it is about, mostly an ARN
 * @param message what is wrong, one sentence
 * @param remedy the one thing to do about it
 */
public record Finding(String code, @Nullable String resource, String message, String remedy) {}
