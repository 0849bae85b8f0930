package io.trailbridge.sandbox;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what nobody could process, and sends it again. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Shows the dead letters of the running sandbox or of any broker; replays them.")
final class DeadLettersCommand implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String UNKNOWN_TOPIC =
      "the letters' topic, as trailbridge.cloudtrail.batches";

  @Option(
      names = "--broker",
      paramLabel = "HOST:PORT",
      description = "Bootstrap servers; otherwise the running sandbox's.")
  private @Nullable String broker;

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;

  DeadLettersCommand() {
    this(System.out);
  }

  DeadLettersCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(out);
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists them: reason, where each came from, where it stands; counts by reason.")
  int list(
      @Option(names = "--topic", description = "Only of " + UNKNOWN_TOPIC + ".")
          @Nullable String topic,
      @Option(names = "--reason", description = "Only with this reason, a code.")
          @Nullable String reason,
      @Option(
              names = "--limit",
              defaultValue = "100",
              description = "Lines at most (${DEFAULT-VALUE}); all are counted.")
          int limit,
      @Option(names = "--follow", description = "Goes on as new ones come; Ctrl-C ends it.")
          boolean follow)
      throws InterruptedException {
    try (DeadLetterTopics topics = new DeadLetterTopics(address(), topic)) {
      Map<String, Integer> counts = new TreeMap<>();
      int[] lines = {0};
      topics.readOn(
          letter -> {
            if (isWanted(letter, reason)) {
              counts.merge(letter.topic() + "  " + letter.reason(), 1, Integer::sum);
              if (lines[0]++ < limit) {
                line(letter);
              }
            }
          });
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      if (all > limit) {
        out.printf("... and %d more (--limit)%n", all - limit);
      }
      out.printf(all == 0 ? "No dead letters.%n" : "%nBy topic and reason:%n");
      counts.forEach((what, count) -> out.printf("%8d  %s%n", count, what));
      while (follow) {
        Thread.sleep(PAUSE);
        topics.readOn(
            letter -> {
              if (isWanted(letter, reason)) {
                line(letter);
              }
            });
      }
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one: its headers and its size; with --value what it holds.")
  int show(
      @Parameters(paramLabel = "PARTITION/OFFSET", description = "Its place, as list shows it.")
          String place,
      @Option(names = "--topic", required = true, description = "That is " + UNKNOWN_TOPIC + ".")
          String topic,
      @Option(names = "--value", description = "Writes its bytes too: a customer's data.")
          boolean value) {
    try (DeadLetterTopics topics = new DeadLetterTopics(address(), topic)) {
      DeadLetter letter = at(topics, place);
      line(letter);
      for (Header header : letter.kept().headers()) {
        out.printf("  %s = %s%n", header.key(), printable(letter.header(header.key())));
      }
      byte[] bytes = letter.kept().value();
      if (value && bytes != null) {
        out.write(bytes, 0, bytes.length);
        out.println();
      }
    }
    return 0;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Sends one, or all with one reason, back to their topic, marked as replayed.",
        "They stay in the dead letters. What came out before does not come out again while its"
            + " id is remembered."
      })
  int replay(
      @Parameters(
              arity = "0..1",
              paramLabel = "PARTITION/OFFSET",
              description = "Its place, as list shows it.")
          @Nullable String place,
      @Option(names = "--topic", required = true, description = "That is " + UNKNOWN_TOPIC + ".")
          String topic,
      @Option(names = "--reason", description = "All with this reason, a code.")
          @Nullable String reason) {
    if ((place == null) == (reason == null)) {
      throw new Complaint("Name one dead letter by its PARTITION/OFFSET, or a --reason.");
    }
    try (DeadLetterTopics topics = new DeadLetterTopics(address(), topic)) {
      List<DeadLetter> letters = new ArrayList<>();
      if (place != null) {
        letters.add(at(topics, place));
      } else {
        topics.readOn(
            letter -> {
              if (isWanted(letter, reason)) {
                letters.add(letter);
              }
            });
      }
      Instant now = Clock.systemUTC().instant();
      topics.send(letters.stream().map(letter -> letter.again(now)).toList());
      out.printf("Sent %d back to %s.%n", letters.size(), topic);
    }
    return 0;
  }

  private String address() {
    if (broker != null) {
      return broker;
    }
    return Home.here().readEnv().getOrDefault("TRAILBRIDGE_KAFKA", "");
  }

  private static DeadLetter at(DeadLetterTopics topics, String place) {
    List<DeadLetter> found = new ArrayList<>();
    topics.readOn(
        letter -> {
          if (letter.place().equals(place)) {
            found.add(letter);
          }
        });
    if (found.isEmpty()) {
      throw new Complaint("There is no dead letter at " + place + ": list shows where they are.");
    }
    return found.getFirst();
  }

  private static boolean isWanted(DeadLetter letter, @Nullable String reason) {
    return reason == null || letter.reason().equals(reason);
  }

  private void line(DeadLetter letter) {
    out.printf(
        "%s  %-28s from %s  at %s  %d bytes%s%n",
        Instant.ofEpochMilli(letter.kept().timestamp()),
        printable(letter.reason()),
        printable(letter.origin()),
        letter.place(),
        letter.bytes(),
        letter.header("tb_index").isEmpty() ? "" : "  record " + letter.header("tb_index"));
  }

  /** What a sender wrote must not command the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
