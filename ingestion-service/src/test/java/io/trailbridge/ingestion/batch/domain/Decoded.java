package io.trailbridge.ingestion.batch.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a decoder handed over. */
final class Decoded implements RecordSink {
  final List<String> good = new ArrayList<>();
  final List<RecordFault> faults = new ArrayList<>();
  final List<Integer> badIndexes = new ArrayList<>();
  final List<String> bad = new ArrayList<>();
  int most = Integer.MAX_VALUE;

  static Decoded of(byte[] file) throws BrokenEnvelope {
    return of(file, DecodeLimits.defaults());
  }

  static Decoded of(byte[] file, DecodeLimits limits) throws BrokenEnvelope {
    var decoded = new Decoded();
    try (var decoder = new BatchDecoder(limits, 42)) {
      decoder.decode(file, decoded);
    }
    return decoded;
  }

  @Override
  public void good(int index, JsonTape tape) {
    if (good.size() < most) {
      good.add(
          new String(
              tape.bytes(), tape.from(0), tape.to(0) - tape.from(0), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void bad(int index, RecordFault fault, byte[] bytes, int from, int to) {
    badIndexes.add(index);
    faults.add(fault);
    bad.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }
}
