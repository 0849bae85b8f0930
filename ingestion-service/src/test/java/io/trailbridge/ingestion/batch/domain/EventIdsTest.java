package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.TenantId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private final EventIds ids = new EventIds();

  @Test
  void shouldDifferByEveryPartOfTheIdentity() {
    Set<String> distinct = new HashSet<>();
    for (String tenant : new String[] {"acme", "other"}) {
      for (long account : new long[] {222222222222L, 333333333333L, AccountFilter.NO_ACCOUNT}) {
        for (String category : new String[] {"", "Management", "Data"}) {
          for (long id = 0; id < 10; id++) {
            ids.of(new TenantId(tenant), account, id, 7, category);
            distinct.add(ids.high() + "/" + ids.low());
          }
        }
      }
    }
    assertThat(distinct).hasSize(2 * 3 * 3 * 10);
  }

  /** It stands on Kafka: another value would let every event of the window out again. */
  @Test
  void shouldNeverChange() {
    ids.of(new TenantId("acme"), 222222222222L, 0x0123456789abcdefL, 0x1122334455667788L, "Data");

    assertThat(Long.toHexString(ids.high()) + " " + Long.toHexString(ids.low()))
        .isEqualTo("b30f9b35a6a6fc05 c380f6fd699c2be2");
  }
}
