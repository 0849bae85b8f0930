package io.trailbridge.ingestion.ocsf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.EventContext;
import io.trailbridge.ingestion.batch.domain.BatchDecoder;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.RecordSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** Decodes and maps as the loop does, and reads the result back strictly. */
final class Mapped {
  static final EventContext CONTEXT =
      new EventContext(
          new TenantId("acme"),
          Instant.parse("2026-03-01T00:05:00Z"),
          Instant.parse("2026-03-01T00:09:30.250Z"));
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Mapped() {}

  static JsonNode one(String record) {
    return all("{\"Records\":[" + record + "]}").getFirst();
  }

  static List<JsonNode> all(String file) {
    return events(gzip(file));
  }

  static List<JsonNode> events(byte[] gzip) {
    var mapper = new OcsfMapper(2_000_000);
    List<JsonNode> events = new ArrayList<>();
    try (var decoder = new BatchDecoder(DecodeLimits.defaults(), 1)) {
      decoder.decode(
          gzip,
          new RecordSink() {
            @Override
            public void good(int index, JsonTape tape) {
              events.add(read(Objects.requireNonNull(mapper.map(tape, CONTEXT))));
            }

            @Override
            public void bad(int index, RecordFault fault, byte[] bytes, int from, int to) {
              throw new AssertionError(index + " " + fault);
            }
          });
      return events;
    } catch (BrokenEnvelope e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(byte[] event) {
    try {
      return STRICT.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(event, StandardCharsets.UTF_8), e);
    }
  }

  private static byte[] gzip(String text) {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
