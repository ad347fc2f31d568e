package io.syncpulse.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** How an export is written. */
enum ExportFormat {
  PARQUET {
    @Override
    RowWriter open(OutputStream out, List<ExportColumn> columns) throws IOException {
      return new ParquetRows(out, columns);
    }
  },
  CSV {
    @Override
    RowWriter open(OutputStream out, List<ExportColumn> columns) {
      return new CsvFile(out, columns);
    }
  };

  /** Takes rows. */
  interface RowWriter {

    /**
     * Writes one row.
     *
     * @param values of the columns, in their order; null where there is none
     */
    void write(Object[] values) throws IOException;

    /** Writes the end, and closes the stream. */
    void close() throws IOException;
  }

  /** Begins a file. */
  abstract RowWriter open(OutputStream out, List<ExportColumn> columns) throws IOException;
}
