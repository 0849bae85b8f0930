package io.trailbridge.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.messaging.NoteTable.SqlRefused;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestbedResource.class)
class TransactionsIT {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final String INSERT = "insert into note (tenant_id, body) values (?, ?)";

  @Inject Transactions transactions;
  @Inject NoteTable notes;
  @Inject UserTransaction userTransaction;

  @BeforeEach
  void empty() {
    transactions.asSystem(
        "test",
        () -> {
          notes.update("delete from note");
          notes.update(INSERT, "acme", "of acme");
          notes.update(INSERT, "other", "of other");
        });
  }

  @Test
  void shouldShowATenantItsOwnRowsOnly() {
    // When
    List<String> seen = transactions.asTenant(ACME, () -> notes.query("select body from note"));
    int changed =
        transactions.asTenant(
            ACME, () -> notes.update("update note set body = 'x' where tenant_id = 'other'"));
    // Then
    assertThat(seen).containsExactly("of acme");
    assertThat(changed).isZero();
  }

  @Test
  void shouldShowTheSystemAllRows() {
    // When
    List<String> seen =
        transactions.asSystem("test", () -> notes.query("select body from note order by 1"));
    // Then
    assertThat(seen).containsExactly("of acme", "of other");
  }

  @Test
  void shouldRefuseRowsOfAnotherTenant() {
    assertThatThrownBy(() -> transactions.asTenant(ACME, () -> notes.update(INSERT, "other", "x")))
        .isInstanceOf(SqlRefused.class)
        .hasMessageContaining("row-level security");
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    ACME, () -> notes.update("update note set tenant_id = 'other'")))
        .hasMessageContaining("row-level security");
  }

  @Test
  void shouldFailClosedOutsideOfBoth() {
    assertThatThrownBy(() -> notes.query("select body from note")).isInstanceOf(SqlRefused.class);
    assertThatThrownBy(() -> notes.query("select body from public.note"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void shouldRollBackWhatThrew() {
    // When
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    ACME,
                    () -> {
                      notes.update(INSERT, "acme", "gone");
                      throw new IllegalStateException("thrown by the use case");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("thrown by the use case");
    // Then
    assertThat(transactions.asTenant(ACME, () -> notes.query("select body from note")))
        .containsExactly("of acme");
  }

  @Test
  void shouldRefuseToNest() throws Exception {
    assertThatThrownBy(
            () -> transactions.asSystem("test", () -> transactions.asTenant(ACME, () -> 1)))
        .hasMessageContaining("do not nest");
    userTransaction.begin();
    try {
      assertThatThrownBy(() -> transactions.asTenant(ACME, () -> 1))
          .hasMessageContaining("do not nest");
    } finally {
      userTransaction.rollback();
    }
  }

  @Test
  void shouldCarryNothingOverInThePool() throws Exception {
    // Given
    List<TenantId> tenants = List.of(ACME, OTHER);
    // When
    List<Future<Boolean>> answers;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      answers =
          IntStream.range(0, 1000)
              .mapToObj(i -> threads.submit(() -> seesItsOwn(tenants.get(i % 2), i)))
              .toList();
    }
    // Then
    for (Future<Boolean> answer : answers) {
      assertThat(answer.get()).isTrue();
    }
    assertThat(notes.query("select current_user || current_setting('app.tenant', true)"))
        .containsExactly("integration_login");
  }

  private boolean seesItsOwn(TenantId tenant, int seed) {
    boolean fails = new SplittableRandom(seed).nextInt(3) == 0;
    try {
      return transactions.asTenant(
          tenant,
          () -> {
            notes.update(INSERT, tenant.value(), "of " + tenant.value());
            boolean own =
                notes.query("select distinct body from note").equals(List.of("of " + tenant));
            if (fails && own) {
              throw new UnsupportedOperationException();
            }
            return own;
          });
    } catch (UnsupportedOperationException e) {
      return true;
    }
  }
}
