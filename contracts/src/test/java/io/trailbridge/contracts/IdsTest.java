package io.trailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901",
        "1234567890123",
        "٠١٢٣٤٥٦٧٨٩٠١",
        "22222222222a",
        "",
        "222222222222\n"
      })
  void shouldRefuseWhatIsNoAccount(String value) {
    assertThat(AccountId.isValid(value)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(value));
  }

  @Test
  void shouldKeepLeadingZerosOfAnAccount() {
    assertThat(new AccountId("000000000012")).hasToString("000000000012");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-acme", "Acme", "acme_1", "a/b", "acme\n"})
  void shouldRefuseWhatIsNoTenant(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "public_cloud", "1CLOUD", "_CLOUD", "A/B", "PUBLIC_CLOUD\n"})
  void shouldRefuseWhatIsNoPackage(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new LicensePackage(value));
  }

  @Test
  void shouldRefuseATenantOf64Characters() {
    assertThat(new TenantId("a".repeat(63))).hasToString("a".repeat(63));
    assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("a".repeat(64)));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, AWS",
    "us-gov-west-1, AWS_US_GOV",
    "cn-northwest-1, AWS_CN",
    "eusc-de-east-1, AWS_EUSC",
    "mx-central-1, AWS"
  })
  void shouldTellThePartitionOfARegion(String region, Partition partition) {
    assertThat(new AwsRegion(region).partition()).isEqualTo(partition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "eu-central", "eu_central_1", "us-east-1;rm -rf /", "US-EAST-1", "-1"})
  void shouldRefuseWhatIsNoRegion(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AwsRegion(value));
  }

  @Test
  void shouldTakeAnArnApart() {
    // When
    Arn arn = new Arn("arn:aws-cn:sns:cn-north-1:222222222222:topic:with:colons");

    // Then
    assertThat(arn.partition()).isEqualTo("aws-cn");
    assertThat(arn.service()).isEqualTo("sns");
    assertThat(arn.region()).isEqualTo("cn-north-1");
    assertThat(arn.account()).isEqualTo("222222222222");
    assertThat(arn.resource()).isEqualTo("topic:with:colons");
    assertThat(Arn.of(Partition.AWS, "s3", "", "", "bucket")).hasToString("arn:aws:s3:::bucket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "arn:aws:s3", "arn:aws:s3:::", "arn:aws:iam::2:role/a b", "urn:aws:s3:::b"})
  void shouldRefuseWhatIsNoArn(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Arn(value));
  }

  @Test
  void shouldWriteAConnectionWithoutDashesForNames() {
    assertThat(ConnectionId.of("0190f7c2-5a3e-7c11-9d2b-3f4e5a6b7c8d").hex())
        .isEqualTo("0190f7c25a3e7c119d2b3f4e5a6b7c8d");
  }
}
