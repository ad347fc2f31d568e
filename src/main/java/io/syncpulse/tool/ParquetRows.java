package io.syncpulse.tool;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.TimeUnit;
import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes an export as Parquet.
 *
 * <p>Ids are texts: Spark up to 4.0 cannot open a file with Parquet's own UUIDs, and pandas shows
 * them as bytes. Times are microseconds in UTC. Memory holds one row group at a time.
 */
final class ParquetRows implements ExportFormat.RowWriter {

  /** Some 100,000 jobs: enough to compress well, and it fits into a heap of 64 MB. */
  private static final long ROW_GROUP_BYTES = 8 << 20;

  /** Of values, and of the dictionary of a column. Larger ones are dear for a small heap. */
  private static final int PAGE_BYTES = 256 << 10;

  private static final int DIGITS_OF_HUGE = 38;

  private final CarpetWriter<Row> writer;

  /** Parquet names what a file holds after it. */
  private record Row(Object[] values) {}

  ParquetRows(OutputStream out, List<ExportColumn> columns) throws IOException {
    writer =
        new CarpetWriter.Builder<>(out, Row.class)
            .withWriteRecordModel(model(columns))
            .withDefaultTimeUnit(TimeUnit.MICROS)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withCodecFactory(new ZstdPages())
            .build();
  }

  private static WriteRecordModelType<Row> model(List<ExportColumn> columns) {
    WriteRecordModelType<Row> model = FieldTypes.writeRecordModel(Row.class);
    for (ExportColumn column : columns) {
      int i = column.index();
      if (column.type() == ExportColumn.Type.ID) {
        model.withField(column.name(), FieldTypes.STRING, row -> text((UUID) row.values[i]));
      } else {
        model.withField(column.name(), type(column.type()), row -> row.values[i]);
      }
    }
    return model;
  }

  private static FieldType type(ExportColumn.Type type) {
    return switch (type) {
      case TIME -> FieldTypes.INSTANT;
      case TRUTH -> FieldTypes.BOOLEAN;
      case INTEGER -> FieldTypes.INTEGER;
      case LONG -> FieldTypes.LONG;
      case DOUBLE -> FieldTypes.DOUBLE;
      case HUGE -> FieldTypes.BIG_DECIMAL.withPrecisionScale(DIGITS_OF_HUGE, 0);
      case INTEGERS -> FieldTypes.LIST.ofType(FieldTypes.INTEGER);
      case LONGS -> FieldTypes.LIST.ofType(FieldTypes.LONG);
      case ID, TEXT -> FieldTypes.STRING;
    };
  }

  private static String text(UUID idOrNull) {
    return idOrNull == null ? null : idOrNull.toString();
  }

  @Override
  public void write(Object[] values) throws IOException {
    writer.write(new Row(values));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
