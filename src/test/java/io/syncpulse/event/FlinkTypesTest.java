package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkTypesTest {

  private static final Id ID = new Id(-1, Long.MIN_VALUE);

  private static final Observation ROW =
      new Observation(
          null,
          ID,
          5,
          JobStatus.CREATED,
          -1,
          EntityCounts.NONE,
          null,
          new ConnectionFacts(null, ID, null, null, null, null),
          new TableRow(Long.MAX_VALUE, null, 1L << 50, null, false, true));
  private static final DeadLetter LETTER =
      new DeadLetter("unknown_sync", "?", "t", 1, 2, 3, null, new byte[] {7});

  @ParameterizedTest
  @ValueSource(
      classes = {
        ParsedRecord.class,
        DeadLetter.class,
        Observation.class,
        Id.class,
        EntityCounts.class,
        ConnectionFacts.class,
        Failure.class,
        TableRow.class,
        SyncOwner.class,
        WaitingRow.class
      })
  void noTypeFallsToKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  @ParameterizedTest
  @MethodSource
  void aRecordComesBackAsItWent(ParsedRecord record) throws IOException {
    assertThat(roundTrip(ParsedRecord.class, record)).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void whatFindingAConnectionKeepsComesBackAsItWent() throws IOException {
    SyncOwner owner = new SyncOwner(ID, null);
    assertThat(roundTrip(SyncOwner.class, owner)).isEqualTo(owner);
    WaitingRow waiting = new WaitingRow(new ParsedRecord(ROW, LETTER), Long.MAX_VALUE);
    assertThat(roundTrip(WaitingRow.class, waiting)).usingRecursiveComparison().isEqualTo(waiting);
  }

  static Stream<ParsedRecord> aRecordComesBackAsItWent() {
    return Stream.of(
        observed(
            new Observation(
                ID,
                new Id(3, 4),
                1L << 50,
                JobStatus.FAILED,
                -1,
                new EntityCounts(1, 2, 3, 4, 5),
                new Failure("ı€😀", null, "{}"),
                new ConnectionFacts(ID, null, "notion", ID, null, ""))),
        observed(
            new Observation(
                ID,
                ID,
                0,
                null,
                Integer.MAX_VALUE,
                EntityCounts.NONE,
                null,
                new ConnectionFacts(null, null, null, null, null, null))),
        new ParsedRecord(ROW, LETTER),
        new ParsedRecord(
            null, new DeadLetter("empty", "?", "t", 1, 2, -1, new byte[] {1, 0}, new byte[0])),
        new ParsedRecord(null, new DeadLetter("empty", "?", "t", 1, 2, 3, null, null)));
  }

  @Test
  void theSourceProducesTheTypeThatIsTested() {
    assertThat(new ParseEvents(Clock.systemUTC()).getProducedType())
        .isEqualTo(TypeInformation.of(ParsedRecord.class));
    assertThat(SplitRecords.DEAD_LETTERS.getTypeInfo())
        .isEqualTo(TypeInformation.of(DeadLetter.class));
  }

  private static ParsedRecord observed(Observation observation) {
    return new ParsedRecord(observation, null);
  }

  private static <T> T roundTrip(Class<T> type, T value) throws IOException {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(config);
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
