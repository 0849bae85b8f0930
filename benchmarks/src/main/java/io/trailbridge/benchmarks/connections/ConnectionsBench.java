package io.trailbridge.benchmarks.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.benchmarks.EffortOption;
import io.trailbridge.benchmarks.Machine;
import io.trailbridge.benchmarks.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What users of one tenant wait for while its connections become very many. */
@Command(
    name = "connections",
    mixinStandardHelpOptions = true,
    description = "Create, set up, list, search, edit, pause and resume, as the callers see it.")
public final class ConnectionsBench implements Runnable {
  private static final String TENANT = "bench";
  private static final int CALLERS = 4;
  private static final int PAGE = 50;
  private static final Pattern TOKEN = Pattern.compile("TRAILBRIDGE_TOKEN='([0-9a-f]{64})'");

  @Mixin private EffortOption option = new EffortOption();

  @Option(
      names = "--connections",
      defaultValue = "100000",
      description = "How many the tenant has; ${DEFAULT-VALUE} where not said.")
  private int wanted;

  private final Table table =
      new Table("call", "calls", "at once", "a second", "p50 ms", "p99 ms", "slowest ms");

  @Override
  public void run() {
    int count = option.effort().choose(200, wanted);
    int some = Math.min(count, option.effort().choose(20, 2_000));
    Machine.print(System.out);
    try (Platform platform = new Platform("256m")) {
      Api api = platform.api(TENANT);
      platform.license(TENANT);
      awaitLicense(api);
      List<String> ids = Collections.synchronizedList(new ArrayList<>());
      add("create", Latencies.of(count, CALLERS, i -> ids.add(create(api, i))));
      List<String> chosen = new ArrayList<>(ids);
      Collections.shuffle(chosen, new Random(1));
      List<String> few = List.copyOf(chosen.subList(0, some));
      add("set up, token to report", Latencies.of(some, CALLERS, i -> setUp(api, few.get(i))));
      few.forEach(id -> platform.reconciled(TENANT, id));
      awaitActive(api, few);
      add("list, each page of " + PAGE, pages(api, "", count));
      add("list, the active ones", pages(api, "&status=ACTIVE", some));
      add("search, one matches", Latencies.of(Math.min(some, 100), 1, i -> search(api, i)));
      add("read", Latencies.of(some, CALLERS, i -> api.get("/connections/" + few.get(i))));
      add("edit", Latencies.of(some, CALLERS, i -> edit(api, few.get(i))));
      add("pause", Latencies.of(some, CALLERS, i -> act(api, few.get(i), "pause")));
      add("resume", Latencies.of(some, CALLERS, i -> act(api, few.get(i), "resume")));
      table.print(System.out);
      System.out.printf(
          "%,d connections of one tenant, %,d of them active; heap of the service then %d of 256"
              + " MiB, garbage included%n",
          count, some, platform.heapUsed() >> 20);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void add(String call, Latencies latencies) {
    table.row(
        call,
        "%,d".formatted(latencies.sorted().size()),
        Integer.toString(latencies.callers()),
        "%,.0f".formatted(latencies.aSecond()),
        "%.1f".formatted(latencies.millis(0.5)),
        "%.1f".formatted(latencies.millis(0.99)),
        "%.1f".formatted(latencies.millis(1)));
  }

  private static String create(Api api, int number) throws IOException, InterruptedException {
    String body =
        """
        {"name": "Account %1$d", "accountId": "%2$012d", "region": "eu-central-1"}"""
            .formatted(number, account(number));
    return api.post("/connections", body, 201).get("id").asText();
  }

  private static long account(int number) {
    return 100_000_000_000L + number;
  }

  private static void setUp(Api api, String id) throws IOException, InterruptedException {
    String command =
        api.post("/connections/" + id + "/setup", "", 200).get("integrationCommand").asText();
    Matcher token = TOKEN.matcher(command);
    if (!token.find()) {
      throw new IOException("no token in the command of the set-up");
    }
    JsonNode connection = api.get("/connections/" + id);
    String account = connection.get("accountId").asText();
    String body =
        """
        {"accountId": "%1$s", "accessRoleArn": "arn:aws:iam::%1$s:role/trailbridge-access"}"""
            .formatted(account);
    api.as(token.group(1)).post("/setup/complete", body, 202);
  }

  /** Follows the cursor through all of them, a page a call. */
  private static Latencies pages(Api api, String filter, int items) {
    String[] next = {""};
    return Latencies.of(
        Math.ceilDiv(items, PAGE),
        1,
        _ -> {
          JsonNode page = api.get("/connections?limit=" + PAGE + filter + next[0]);
          if (page.get("items").isEmpty()) {
            throw new IOException("a page is empty");
          }
          next[0] = "&cursor=" + page.get("nextCursor").asText();
        });
  }

  private static void search(Api api, int number) throws IOException, InterruptedException {
    JsonNode found = api.get("/connections?q=" + account(number)).get("items");
    if (found.size() != 1) {
      throw new IOException("found " + found.size());
    }
  }

  private static void edit(Api api, String id) throws IOException, InterruptedException {
    long version = api.get("/connections/" + id).get("version").asLong();
    api.patch("/connections/" + id, "{\"name\": \"Another\"}", version);
  }

  private static void act(Api api, String id, String action)
      throws IOException, InterruptedException {
    api.post("/connections/" + id + "/" + action, "", 202);
  }

  private static void awaitLicense(Api api) throws IOException, InterruptedException {
    while (!api.get("/license").path("status").asText().equals("ACTIVE")) {
      Thread.sleep(100);
    }
  }

  private static void awaitActive(Api api, List<String> ids)
      throws IOException, InterruptedException {
    for (String id : ids) {
      while (!api.get("/connections/" + id).get("status").asText().equals("ACTIVE")) {
        Thread.sleep(100);
      }
    }
  }
}
