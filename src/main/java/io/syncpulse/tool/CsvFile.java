package io.syncpulse.tool;

import io.syncpulse.api.CsvRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Writes an export as CSV, with the names of the columns in the first row. */
final class CsvFile implements ExportFormat.RowWriter {

  private static final int BUFFER = 1 << 16;

  private final Writer out;
  private final List<ExportColumn> columns;
  private final CsvRows csv = new CsvRows();

  CsvFile(OutputStream out, List<ExportColumn> columns) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
    this.columns = columns;
    csv.header(columns.stream().map(ExportColumn::name).toList());
  }

  @Override
  public void write(Object[] values) throws IOException {
    for (ExportColumn column : columns) {
      write(column, values[column.index()]);
    }
    csv.endRow().drainTo(out);
  }

  @SuppressWarnings("unchecked")
  private void write(ExportColumn column, Object value) {
    switch (column.type()) {
      case ID -> csv.id((UUID) value);
      case TIME -> csv.time((Instant) value);
      case TRUTH -> csv.truth((Boolean) value);
      case INTEGER, LONG, DOUBLE, HUGE -> csv.number((Number) value);
      case INTEGERS, LONGS -> csv.numbers((List<? extends Number>) value);
      case TEXT -> csv.text((String) value);
    }
  }

  @Override
  public void close() throws IOException {
    csv.drainTo(out);
    out.close();
  }
}
