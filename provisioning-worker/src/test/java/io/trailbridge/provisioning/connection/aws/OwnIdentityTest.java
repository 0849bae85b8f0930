package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Arn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnIdentityTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sts::111111111111:assumed-role/worker/s, true",
    "arn:aws:sts::111111111111:assumed-role/worker-2/s, false",
    "arn:aws:sts::222222222222:assumed-role/worker/s, false",
    "arn:aws-cn:sts::111111111111:assumed-role/worker/s, false",
    "arn:aws:iam::111111111111:root, false"
  })
  void shouldKnowASessionOfTheRoleWhateverItsPath(String identity, boolean expected) {
    // Given
    Arn role = new Arn("arn:aws:iam::111111111111:role/platform/worker");

    // When / Then
    assertThat(OwnIdentity.isSessionOf(identity, role)).isEqualTo(expected);
  }
}
