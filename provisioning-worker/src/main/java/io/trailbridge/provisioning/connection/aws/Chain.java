package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.provisioning.connection.domain.CheckCode;
import io.trailbridge.provisioning.connection.domain.Verdict;
import io.trailbridge.provisioning.connection.domain.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;

/** The links of one verification, as far as they were followed. */
final class Chain {
  private final Resources resources;
  private final List<Check> checks = new ArrayList<>();
  private @Nullable GetTrailStatusResponse status;

  Chain(Resources resources) {
    this.resources = resources;
  }

  /** A look at something: null where it holds, else what was found. */
  interface Look {
    @Nullable String found();
  }

  /** Without a role that may be used, or without AWS, the rest of the chain is not looked at. */
  static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOff() {
      super(null, null, false, false);
    }
  }

  /** Adds a link; refused for good is a failed link, refused in passing breaks the chain off. */
  boolean holds(CheckCode code, Look look) {
    Check check;
    try {
      String found = look.found();
      check = found == null ? code.passed() : code.failed(found, resources);
    } catch (Refusal refusal) {
      check = refused(code, refusal);
    }
    checks.add(check);
    return check.passed();
  }

  /** Says of the last link, where it held, how far it could be seen. */
  void add(String words) {
    Check last = checks.getLast();
    if (last.passed()) {
      checks.set(
          checks.size() - 1,
          new Check(last.code(), true, null, last.message() + " " + words, null));
    }
  }

  /** The links that CloudTrail's own word decides. */
  void trailStatus(Supplier<GetTrailStatusResponse> ask) {
    holds(
        CheckCode.TRAIL_LOGGING,
        () -> {
          status = ask.get();
          return Boolean.TRUE.equals(status.isLogging()) ? null : "Logging was stopped.";
        });
    holds(
        CheckCode.TRAIL_DELIVERING,
        () -> {
          String error = deliveryError();
          return error.isEmpty() ? null : "CloudTrail reports " + error + ".";
        });
  }

  /** Whether there was a sign of life since; nothing is said where CloudTrail was not heard. */
  void isFreshSince(Instant oldest) {
    Instant last = lastSignOfLife();
    if (last != null) {
      holds(
          CheckCode.DELIVERY_FRESH,
          () ->
              last.isBefore(oldest)
                  ? "Neither a log file nor a digest was delivered since " + last + "."
                  : null);
    }
  }

  Verification complete() {
    return Verification.of(checks, true, lastDelivery());
  }

  Verification brokenOff() {
    return Verification.of(checks, false, lastDelivery());
  }

  /** Empty where CloudTrail reports none, or was not heard. */
  private String deliveryError() {
    return status == null ? "" : Objects.requireNonNullElse(status.latestDeliveryError(), "");
  }

  /**
   * The last file or digest, or the start of the logging where it is later: after a stop, what was
   * delivered before says nothing.
   */
  private @Nullable Instant lastSignOfLife() {
    return status == null ? null : latest(lastDelivery(), status.startLoggingTime());
  }

  private @Nullable Instant lastDelivery() {
    return status == null
        ? null
        : latest(status.latestDeliveryTime(), status.latestDigestDeliveryTime());
  }

  private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
    return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private Check refused(CheckCode code, Refusal refusal) {
    return switch (refusal.verdict()) {
      case Verdict.TryLater later when later.cause() != Verdict.Cause.SETTLING ->
          throw new BrokenOff();
      case Verdict.TryLater later -> failed(code, later.finding());
      case Verdict.GiveUp give -> failed(code, give.finding());
      case Verdict.Done _ -> code.failed("It is gone.", resources);
    };
  }

  /** What refused knows better than the link what is to be done. */
  private static Check failed(CheckCode code, Finding finding) {
    return code.failed(finding.message(), finding.remedy());
  }
}
