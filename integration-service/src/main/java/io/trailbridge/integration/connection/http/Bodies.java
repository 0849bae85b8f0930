package io.trailbridge.integration.connection.http;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What requests may carry, for the document alone: a body is read as a tree, since only a tree
 * tells an absent field from a null one.
 */
final class Bodies {
  private static final String ACCOUNT = "[0-9]{12}";

  private Bodies() {}

  @Schema(name = "ConnectionRequest", description = "A connection to create.")
  record Create(
      @Schema(
              required = true,
              minLength = 1,
              maxLength = 100,
              description = "No control characters.")
          String name,
      @Schema(required = true, pattern = ACCOUNT, description = "The AWS account.")
          String accountId,
      @Schema(required = true, description = "A region of AWS; its partition follows.")
          String region,
      @Schema(defaultValue = "false", description = "Whether it takes a whole organization.")
          @Nullable Boolean organization,
      @Schema(
              minItems = 1,
              maxItems = 1000,
              description =
                  "Account ids of 12 digits, with organization only; trimmed, each kept once."
                      + " null: all.")
          @Nullable List<String> accounts,
      @Schema(description = "NEW with 90 days where absent.") @Nullable Resources resources,
      @Schema(defaultValue = "PULL") @Nullable Delivery delivery,
      @Schema(
              defaultValue = "true",
              description = "Whether a gap is fetched when the connection is resumed.")
          @Nullable Boolean backfillOnResume) {}

  @Schema(
      name = "ConnectionPatch",
      description =
          "RFC 7396: a field that is absent stays, null takes it back to its default. Once it is"
              + " not PENDING, name, accounts and backfillOnResume alone.")
  record Patch(
      @Schema(minLength = 1, maxLength = 100) @Nullable String name,
      @Schema(minItems = 1, maxItems = 1000) @Nullable List<String> accounts,
      @Nullable Boolean backfillOnResume,
      @Nullable String region,
      @Nullable Resources resources,
      @Nullable Delivery delivery,
      @Nullable Boolean organization) {}

  @Schema(name = "NoFields", description = "Nothing; the body may be left out.")
  record None() {}

  @Schema(name = "PauseRequest", description = "The body may be left out.")
  record Pause(
      @Schema(
              minLength = 1,
              maxLength = 200,
              description = "Why, for the activity; no control characters.")
          @Nullable String reason) {}

  @Schema(name = "ResumeRequest", description = "The body may be left out.")
  record Resume(
      @Schema(
              description =
                  "Whether the gap is fetched; absent: as backfillOnResume says. False also ends a fetch that the pause cut off.")
          @Nullable Boolean backfill) {}

  @Schema(name = "BackfillRequest")
  record Backfill(
      @Schema(required = true, description = "The first instant, at most 366 days before to.")
          Instant from,
      @Schema(required = true, description = "Exclusive; not in the future.") Instant to) {}
}
