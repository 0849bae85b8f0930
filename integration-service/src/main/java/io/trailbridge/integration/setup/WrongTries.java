package io.trailbridge.integration.setup;

import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Counts the wrong one-time tokens of each address, in this instance. Past the limit an address is
 * told to wait and no longer whether a token is wrong; a right one still opens, so that nobody
 * behind the same address is locked out. 256 random bits are not guessed either way.
 */
@ApplicationScoped
public class WrongTries {
  private static final Logger LOG = Logger.getLogger(WrongTries.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESSES = 10_000;

  private final int limit;
  private final Clock clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > ADDRESSES;
        }
      };

  WrongTries(SetupConfig config, Clock clock) {
    this.limit = config.wrongTriesPerMinute();
    this.clock = clock;
  }

  /**
   * Does what a token opens.
   *
   * @param address of whoever brings it
   * @throws Problem too-many-requests in the place of token-invalid, past the limit
   */
  public <T> T guard(String address, Supplier<T> work) {
    try {
      return work.get();
    } catch (Problem problem) {
      if (problem.kind() == ProblemKind.TOKEN_INVALID) {
        Count count = count(address);
        LOG.infof("One-time token refused address=%s wrong=%d", address, count.wrong());
        if (count.wrong() > limit) {
          throw Problem.tooManyRequests(
              Duration.between(clock.instant(), count.since().plus(WINDOW)));
        }
      }
      throw problem;
    }
  }

  private synchronized Count count(String address) {
    Instant now = clock.instant();
    Count before = counts.remove(address);
    Count next =
        before == null || !now.isBefore(before.since().plus(WINDOW))
            ? new Count(now, 1)
            : new Count(before.since(), before.wrong() + 1);
    counts.put(address, next);
    return next;
  }

  private record Count(Instant since, int wrong) {}
}
