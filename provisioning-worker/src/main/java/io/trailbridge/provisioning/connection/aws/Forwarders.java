package io.trailbridge.provisioning.connection.aws;

import io.quarkus.runtime.Startup;
import io.trailbridge.contracts.connection.ForwarderSecret;
import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.ForwarderKeys;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes up connections' forwarders: one code for all, and to each its address and its secret. */
@Startup
@ApplicationScoped
class Forwarders {
  private static final String FILE = "forwarder.py";

  private final IntakeConfig intake;
  private final Optional<String> keyId;
  private final byte[] masterKey;
  private final byte[] zip;

  Forwarders(IntakeConfig intake, ForwarderKeys keys) {
    this.intake = intake;
    this.keyId = current(keys);
    this.masterKey =
        keyId.map(it -> Base64.getDecoder().decode(keys.masterKeys().get(it))).orElse(new byte[0]);
    this.zip = zip();
  }

  /** Throws a refusal where something is missing that it needs. */
  Forwarder of(Target target) {
    String function = target.names().functionArn().value();
    ConnectionSpec spec = target.work().spec();
    Arn role = spec.forwarderRoleArn();
    if (role == null) {
      throw Refusal.of(FindingCode.FORWARDER_ROLE_UNUSABLE, "iam:PassRole", function);
    }
    String key =
        keyId.orElseThrow(
            () -> Refusal.of(FindingCode.FORWARDER_KEY_MISSING, "lambda:CreateFunction", function));
    int version = spec.secretVersion();
    return new Forwarder(
        zip,
        Map.of(
            "TRAILBRIDGE_URL",
            intake.batchesOf(target.work().connection()),
            "TRAILBRIDGE_BUCKET_OWNER",
            target.owner(),
            "TRAILBRIDGE_KEY",
            ForwarderSecret.keyOf(key, version),
            Forwarder.SECRET,
            ForwarderSecret.of(masterKey, target.work().connection(), version)),
        role);
  }

  /** The key that is named, or the only one. */
  private static Optional<String> current(ForwarderKeys keys) {
    Map<String, String> all = keys.masterKeys();
    Optional<String> named = keys.currentKey();
    if (named.isPresent() ? !all.containsKey(named.get()) : all.size() > 1) {
      throw new IllegalStateException(
          "trailbridge.secret.current-key must name one of trailbridge.secret.master-keys");
    }
    return named.or(() -> all.keySet().stream().findFirst());
  }

  /** Without compression and time, so that the same code is the same bytes on every machine. */
  private static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream file = Forwarders.class.getResourceAsStream(FILE);
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      byte[] code = Objects.requireNonNull(file, FILE).readAllBytes();
      CRC32 crc = new CRC32();
      crc.update(code);
      ZipEntry entry = new ZipEntry(FILE);
      entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(code.length);
      entry.setCrc(crc.getValue());
      out.putNextEntry(entry);
      out.write(code);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
