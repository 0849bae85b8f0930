package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalTest {
  private static final ResourcesProposal NEW = ResourcesProposal.DEFAULT;

  @Test
  void shouldFillInTheDefaults() {
    // When
    Wish wish = named("Production").check().validWish();

    // Then
    assertThat(wish.resources()).isEqualTo(new Resources.New(null, 90));
    assertThat(wish.delivery().name()).isEqualTo("PULL");
    assertThat(wish.backfillOnResume()).isTrue();
    assertThat(wish.organization()).isFalse();
    assertThat(wish.trail()).isEqualTo("NEW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "\u2028", "half \ud800"})
  void shouldRefuseNamesThatAreNoText(String name) {
    // When // Then
    assertThat(fields(named(name))).containsExactly("name");
  }

  @Test
  void shouldCountCharactersNotCodeUnits() {
    // When // Then
    assertThat(fields(named("\ud83d\ude80".repeat(100)))).isEmpty();
    assertThat(fields(named("\ud83d\ude80".repeat(101)))).containsExactly("name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12345678901", "1234567890123", "٠١٢٣٤٥٦٧٨٩٠١", "000000000000", " 222222222222"})
  void shouldRefuseAccountsThatAreNone(String account) {
    // When // Then
    assertThat(fields(with(account, "eu-central-1", null, null, NEW))).containsExactly("accountId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu-central-9", "EU-CENTRAL-1", "us-east-1;rm -rf /"})
  void shouldRefuseRegionsThatAwsHasNot(String region) {
    // When // Then
    assertThat(fields(with("222222222222", region, null, null, NEW))).containsExactly("region");
  }

  @Test
  void shouldTakeAFilterOfAnOrganizationAlone() {
    // Given
    List<String> accounts = List.of(" 444444444444 ", "333333333333", "444444444444");
    List<String> many = new ArrayList<>();
    IntStream.range(0, 1001).forEach(i -> many.add("1%011d".formatted(i)));

    // When // Then
    assertThat(organization(accounts).check().validWish().accounts())
        .containsExactly(new AccountId("333333333333"), new AccountId("444444444444"));
    assertThat(organization(null).check().validWish().accounts()).isNull();
    assertThat(fields(organization(List.of()))).containsExactly("accounts");
    assertThat(fields(organization(many))).containsExactly("accounts");
    assertThat(fields(organization(many.subList(0, 1000)))).isEmpty();
    assertThat(fields(organization(List.of("1")))).containsExactly("accounts");
    assertThat(fields(with("222222222222", "eu-central-1", false, accounts, NEW)))
        .containsExactly("accounts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "arn:aws:cloudtrail:eu-central-1:222222222222:trail/t| -| -| ",
        "-| -| -| resources.trailArn",
        "nonsense| -| -| resources.trailArn",
        "arn:aws:s3:::bucket| -| -| resources.trailArn",
        "arn:aws-cn:cloudtrail:cn-north-1:222222222222:trail/t| -| -| resources.trailArn",
        "arn:aws:cloudtrail:eu-central-1:222222222222:trail/$(x)| -| -| resources.trailArn",
        "arn:aws:cloudtrail:eu-central-1:222222222222:trail/t| -| 333333333333| resources.topicArn",
        "arn:aws:cloudtrail:eu-central-1:222222222222:trail/t| arn:aws:sns:eu-central-1:333333333333:x| 333333333333| ",
        "arn:aws:cloudtrail:eu-central-1:222222222222:trail/t| arn:aws:sqs:eu-central-1:333333333333:x| -| resources.topicArn"
      })
  void shouldCheckExistingResources(String trail, String topic, String account, String wrong) {
    // Given
    ResourcesProposal resources =
        new ResourcesProposal("EXISTING", null, null, trail, topic, account);

    // When
    List<String> fields = fields(with("222222222222", "eu-central-1", null, null, resources));

    // Then
    assertThat(fields).isEqualTo(wrong == null || wrong.isEmpty() ? List.of() : List.of(wrong));
  }

  @Test
  void shouldWantTheKeyInTheBucketsRegion() {
    // Given
    String key = "arn:aws:kms:eu-west-1:222222222222:key/1234";
    ResourcesProposal resources = new ResourcesProposal("NEW", key, 30, null, null, null);

    // When // Then
    assertThat(fields(with("222222222222", "eu-central-1", null, null, resources)))
        .containsExactly("resources.kmsKeyArn");
    assertThat(fields(with("222222222222", "eu-west-1", null, null, resources))).isEmpty();
  }

  private static Proposal named(String name) {
    return new Proposal(name, "222222222222", "eu-central-1", null, null, NEW, null, null);
  }

  private static Proposal organization(List<String> accounts) {
    return with("222222222222", "eu-central-1", true, accounts, NEW);
  }

  private static Proposal with(
      String account,
      String region,
      Boolean organization,
      List<String> accounts,
      ResourcesProposal resources) {
    return new Proposal("N", account, region, organization, accounts, resources, null, null);
  }

  private static List<String> fields(Proposal proposal) {
    return proposal.check().errors().stream().map(FieldError::field).toList();
  }
}
