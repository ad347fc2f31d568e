package io.syncpulse.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGStatement;

/**
 * Rows on their way from Postgres to a file: as one statement saw them, some at a time.
 *
 * @param from the first moment
 * @param to the moment after the last
 * @param organization whose rows; null for all
 */
record Export(ExportTable table, Instant from, Instant to, UUID organization, ExportFormat format) {

  /** Rows that are in memory at a time: a few hundred kilobytes, even of long errors few MB. */
  private static final int ROWS_AT_A_TIME = 500;

  /** What the driver takes as: have numbers and times sent in binary from the start. */
  private static final int BINARY_AT_ONCE = -1;

  /**
   * Writes the rows, and closes the stream.
   *
   * @return how many there were
   * @throws ToolException if the database is at fault
   */
  long write(Database database, OutputStream out, ExportProgress progress) throws IOException {
    try (out;
        Connection connection = database.dataSource().getConnection();
        PreparedStatement select = connection.prepareStatement(table.sql(organization != null))) {
      // Without a transaction the driver would read all rows at once.
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      select.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
      select.setFetchSize(ROWS_AT_A_TIME);
      select.setObject(1, from.atOffset(ZoneOffset.UTC));
      select.setObject(2, to.atOffset(ZoneOffset.UTC));
      if (organization != null) {
        select.setObject(3, organization);
      }
      try (ResultSet row = select.executeQuery()) {
        write(row, out, progress);
      }
      return progress.rows();
    } catch (SQLException failure) {
      throw database.explain(failure);
    }
  }

  private void write(ResultSet row, OutputStream out, ExportProgress progress)
      throws SQLException, IOException {
    List<ExportColumn> columns = ExportColumn.of(row.getMetaData());
    // Not closed after a failure: it would only try to write an end to what nobody wants.
    ExportFormat.RowWriter writer = format.open(out, columns);
    while (row.next()) {
      Object[] values = new Object[columns.size()];
      for (ExportColumn column : columns) {
        values[column.index()] = column.read(row);
      }
      writer.write(values);
      progress.step();
    }
    writer.close();
  }
}
