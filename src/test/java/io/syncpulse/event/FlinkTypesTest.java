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

  @ParameterizedTest
  @ValueSource(
      classes = {
        ParsedRecord.class,
        DeadLetter.class,
        Observation.class,
        Id.class,
        EntityCounts.class,
        ConnectionFacts.class,
        Failure.class
      })
  void noTypeFallsToKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  @ParameterizedTest
  @MethodSource
  void aRecordComesBackAsItWent(ParsedRecord record) throws IOException {
    assertThat(roundTrip(record)).usingRecursiveComparison().isEqualTo(record);
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

  private static ParsedRecord roundTrip(ParsedRecord record) throws IOException {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<ParsedRecord> serializer =
        TypeInformation.of(ParsedRecord.class).createSerializer(config);
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(record, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
