package io.trailbridge.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.benchmarks.EffortOption;
import io.trailbridge.benchmarks.Machine;
import io.trailbridge.benchmarks.Modules;
import io.trailbridge.benchmarks.Table;
import io.trailbridge.testbed.BrokerProcess;
import io.trailbridge.testbed.ServiceProcess;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * ingestion-service as it is packaged, broker and service each a process. Every tenth file is sent
 * twice; each event must come out once.
 */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    description =
        "Files on Kafka to events on Kafka, counted: large files and very many small ones.")
public final class PipelineBench implements Runnable {
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");
  private static final String[] ACCOUNTS = {"222222222222", "333333333333", "444444444444"};

  @Mixin private EffortOption option = new EffortOption();

  private record Load(int files, int records, int loops) {}

  /** A file to be sent, without its text: millions of records are held at once. */
  private record Ready(String account, String path, byte[] gzip) {}

  @Override
  public void run() {
    Machine.print(System.out);
    Table table =
        new Table(
            "files",
            "records a file",
            "loops",
            "files sent twice",
            "events out",
            "lost",
            "twice",
            "records a second",
            "service's CPU us a record",
            "a file",
            "broker's CPU us a record",
            "heap MiB");
    List<Load> loads =
        option.effort().isSmoke()
            ? List.of(new Load(10, 5, 1))
            : List.of(new Load(2_000, 1_000, 1), new Load(2_000, 1_000, 2), new Load(20_000, 5, 1));
    loads.forEach(load -> measure(load, table));
    table.print(System.out);
  }

  private void measure(Load load, Table table) {
    LogFileGenerator generator = new LogFileGenerator(load.files());
    List<Ready> warm = files(generator, Math.max(1, load.files() / 10), load.records());
    List<Ready> files = files(generator, load.files(), load.records());
    int records = load.files() * load.records();
    try (var broker = BrokerProcess.start("700m");
        var service = service(broker, load.loops());
        var feed = new Feed(broker.bootstrapServers());
        var outlet = new Outlet(broker.bootstrapServers())) {
      feed.connection();
      service.awaitReady();
      warm.forEach(it -> send(feed, it));
      feed.flush();
      int before = warm.size() * load.records();
      outlet.awaitDistinct(before);

      Duration serviceCpu = service.cpu();
      Duration brokerCpu = broker.cpu();
      long start = System.nanoTime();
      int twice = 0;
      for (int i = 0; i < files.size(); i++) {
        send(feed, files.get(i));
        if (i % 10 == 0) {
          send(feed, files.get(i));
          twice++;
        }
      }
      feed.flush();
      outlet.awaitDistinct(before + records);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpu = micros(service.cpu().minus(serviceCpu));
      double brokers = micros(broker.cpu().minus(brokerCpu));
      outlet.drain();
      table.row(
          "%,d".formatted(load.files()),
          "%,d".formatted(load.records()),
          "%d".formatted(load.loops()),
          "%,d".formatted(twice),
          "%,d".formatted(outlet.distinct() - before),
          "%,d".formatted(before + records - outlet.distinct()),
          "%,d".formatted(outlet.twice()),
          "%,.0f".formatted(records / seconds),
          "%.1f".formatted(cpu / records),
          "%,.0f".formatted(cpu / load.files()),
          "%.1f".formatted(brokers / records),
          "%d".formatted(service.heapUsed() >> 20));
    }
  }

  private static void send(Feed feed, Ready file) {
    feed.file(file.account(), file.path(), file.gzip());
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  private static ServiceProcess service(BrokerProcess broker, int loops) {
    return ServiceProcess.start(
        Modules.folder("ingestion-service"),
        List.of("-Xmx256m"),
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "trailbridge.ingestion.instance",
            "bench-0",
            "trailbridge.ingestion.loops",
            Integer.toString(loops),
            "trailbridge.secret.master-keys.bench",
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8)),
            "quarkus.log.level",
            "WARN"));
  }

  private static List<Ready> files(LogFileGenerator generator, int count, int records) {
    List<Ready> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String account = ACCOUNTS[i % ACCOUNTS.length];
      LogFile file = generator.next(account, "eu-west-1", DELIVERED.plusSeconds(i), records);
      files.add(new Ready(file.account(), file.path(), file.gzip()));
    }
    return files;
  }
}
