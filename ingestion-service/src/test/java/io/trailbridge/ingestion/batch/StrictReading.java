package io.trailbridge.ingestion.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads a file by other people's code, as strictly as that code can. */
final class StrictReading {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private StrictReading() {}

  /** How many elements {@code Records} has. Throws where the file is not gzip, UTF-8 and JSON. */
  static int records(byte[] gzip) throws IOException {
    byte[] inflated;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      inflated = in.readAllBytes();
    }
    String text =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(inflated))
            .toString();
    try (JsonParser parser =
        JSON.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      return records(parser);
    }
  }

  private static int records(JsonParser parser) throws IOException {
    int records = -1;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals("Records");
      if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
        records = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          parser.skipChildren();
          records++;
        }
      } else {
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new IOException("something follows");
    }
    return records;
  }
}
