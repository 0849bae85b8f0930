package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, in the words of the API and not checked yet. A null is an absent value,
 * which is wrong where the field is required and the default elsewhere.
 */
public record Proposal(
    @Nullable String name,
    @Nullable String accountId,
    @Nullable String region,
    @Nullable Boolean organization,
    @Nullable List<String> accounts,
    ResourcesProposal resources,
    @Nullable String delivery,
    @Nullable Boolean backfillOnResume) {
  private static final int MOST_ACCOUNTS = 1000;

  /**
   * Either a wish or what is wrong with it.
   *
   * @param errors every wrong field; empty where the other two are there
   */
  public record Checked(
      @Nullable AccountId accountId, @Nullable Wish wish, List<FieldError> errors) {

    /** The account; only where nothing is wrong. */
    public AccountId validAccountId() {
      return Objects.requireNonNull(accountId);
    }

    /** The wish; only where nothing is wrong. */
    public Wish validWish() {
      return Objects.requireNonNull(wish);
    }
  }

  /** Looks at every field and names each that is wrong. */
  public Checked check() {
    List<FieldError> errors = new ArrayList<>();
    String goodName = checkName(errors);
    AccountId account = checkAccountId(errors);
    AwsRegion goodRegion = checkRegion(errors);
    boolean inOrganization = Boolean.TRUE.equals(organization);
    List<AccountId> filter = checkAccounts(inOrganization, errors);
    Resources goodResources = resources.check(goodRegion, errors);
    Delivery goodDelivery = checkDelivery(errors);
    if (!errors.isEmpty()
        || goodName == null
        || account == null
        || goodRegion == null
        || goodResources == null
        || goodDelivery == null) {
      return new Checked(null, null, List.copyOf(errors));
    }
    Wish wish =
        new Wish(
            goodName,
            goodRegion,
            inOrganization,
            filter,
            goodResources,
            goodDelivery,
            backfillOnResume == null || backfillOnResume);
    return new Checked(account, wish, List.of());
  }

  private @Nullable String checkName(List<FieldError> errors) {
    if (name == null || name.isBlank()) {
      errors.add(new FieldError("name", "is required"));
      return null;
    }
    if (name.codePoints().anyMatch(Proposal::isNoText)) {
      errors.add(new FieldError("name", "must not hold control characters"));
      return null;
    }
    String normal = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (normal.codePointCount(0, normal.length()) > 100) {
      errors.add(new FieldError("name", "must be at most 100 characters long"));
      return null;
    }
    return normal;
  }

  private static boolean isNoText(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isISOControl(codePoint)
        || type == Character.SURROGATE // half of a pair: PostgreSQL would refuse it
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (codePoint >= 0x202A && codePoint <= 0x202E) // they turn the text around them
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private @Nullable AccountId checkAccountId(List<FieldError> errors) {
    if (accountId == null) {
      errors.add(new FieldError("accountId", "is required"));
      return null;
    }
    if (!isAccount(accountId)) {
      errors.add(new FieldError("accountId", "must be 12 digits"));
      return null;
    }
    return new AccountId(accountId);
  }

  static boolean isAccount(String value) {
    return AccountId.isValid(value) && !value.equals("000000000000");
  }

  private @Nullable AwsRegion checkRegion(List<FieldError> errors) {
    if (region == null) {
      errors.add(new FieldError("region", "is required"));
      return null;
    }
    if (!Regions.isKnown(region)) {
      errors.add(new FieldError("region", "must be a region of AWS, such as eu-central-1"));
      return null;
    }
    return new AwsRegion(region);
  }

  private @Nullable List<AccountId> checkAccounts(boolean inOrganization, List<FieldError> errors) {
    if (accounts == null) {
      return null;
    }
    if (!inOrganization) {
      errors.add(new FieldError("accounts", "can be given only with organization"));
    }
    if (accounts.isEmpty()) {
      errors.add(
          new FieldError(
              "accounts",
              "must name at least one account: leave it out, or null, for all accounts"));
    }
    List<String> trimmed = accounts.stream().map(String::strip).distinct().sorted().toList();
    if (trimmed.size() > MOST_ACCOUNTS) {
      errors.add(new FieldError("accounts", "must name at most 1,000 accounts"));
    }
    if (!trimmed.stream().allMatch(Proposal::isAccount)) {
      errors.add(new FieldError("accounts", "must hold account ids of 12 digits each"));
      return null;
    }
    return trimmed.stream().map(AccountId::new).toList();
  }

  private @Nullable Delivery checkDelivery(List<FieldError> errors) {
    if (delivery == null || delivery.equals("PULL")) {
      return Delivery.PULL;
    }
    if (delivery.equals("PUSH")) {
      return Delivery.PUSH;
    }
    errors.add(new FieldError("delivery", "must be PULL or PUSH"));
    return null;
  }
}
