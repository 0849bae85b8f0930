package io.trailbridge.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a message: its key and its CloudEvents attributes.
 *
 * @param key the Kafka key; absent where the writer gave none
 * @param id unique together with {@code source}
 * @param source who wrote it, such as {@code /trailbridge/integration-service}
 * @param time when it happened; the record's timestamp where the writer did not say
 * @param subject what it is about; absent where the writer gave none
 */
public record Meta(
    @Nullable String key, String id, String source, Instant time, @Nullable String subject) {}
