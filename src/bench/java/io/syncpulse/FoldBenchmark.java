package io.syncpulse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.Ports;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Events per second of the whole job without Postgres, against two ceilings measured in the same
 * run: a job that reads the same topic and discards it, and one that only parses the same JSON with
 * Jackson's databind. Start-up of each job is included. Arguments: events (default 2,000,000), runs
 * (default 5).
 */
final class FoldBenchmark {

  private FoldBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free())) {
      EventLoad load = new EventLoad(kafka.bootstrapServers(), "bench", events, 1_000);
      load.publish();
      compare(load, runs);
    }
  }

  private static void compare(EventLoad load, int runs) throws Exception {
    double[] toDiscard = new double[runs];
    double[] toDatabind = new double[runs];
    // The first run warms up.
    for (int run = -1; run < runs; run++) {
      double discard = load.events() / BoundedJob.seconds(env -> BoundedJob.discard(env, load));
      double databind = load.events() / BoundedJob.seconds(env -> databind(env, load));
      double job =
          load.events() / BoundedJob.seconds(env -> BoundedJob.syncpulse(env, load, Map.of()));
      if (run >= 0) {
        toDiscard[run] = job / discard;
        toDatabind[run] = job / databind;
        System.out.printf(
            Locale.ROOT,
            "run %d: discard %,.0f/s  databind %,.0f/s  syncpulse %,.0f/s  syncpulse/discard %.2f  syncpulse/databind %.2f%n",
            run + 1,
            discard,
            databind,
            job,
            toDiscard[run],
            toDatabind[run]);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "medians: syncpulse/discard %.2f  syncpulse/databind %.2f%n",
        BoundedJob.median(toDiscard),
        BoundedJob.median(toDatabind));
  }

  private static void databind(StreamExecutionEnvironment env, EventLoad load) {
    env.getConfig().enableObjectReuse();
    env.fromSource(
            load.<Integer>boundedSource().setValueOnlyDeserializer(new Tree()).build(),
            WatermarkStrategy.noWatermarks(),
            "read")
        .sinkTo(new DiscardingSink<>());
  }

  /** The whole tree, of which only the size goes on: what Flink's users write first. */
  private static final class Tree extends AbstractDeserializationSchema<Integer> {
    private static final long serialVersionUID = 1L;
    private transient ObjectMapper mapper;

    @Override
    public void open(InitializationContext context) {
      mapper = new ObjectMapper();
    }

    @Override
    public Integer deserialize(byte[] message) throws IOException {
      JsonNode tree = mapper.readTree(message);
      return tree.size();
    }
  }
}
