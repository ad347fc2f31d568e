package io.syncpulse.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The COMMENTs of a database as a document: first what analysts read, then the tables behind it.
 */
final class DataDictionary {

  private static final String RELATIONS =
      """
      SELECT c.oid::text, c.relname, obj_description(c.oid, 'pg_class')
      FROM pg_class AS c
      WHERE c.relnamespace = '%s'::regnamespace AND c.relkind IN ('r', 'p', 'v')
        AND c.relname NOT LIKE 'flyway%%'
      ORDER BY c.relname COLLATE "C"
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum)
      FROM pg_attribute AS a
      WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private static final String FUNCTIONS =
      """
      SELECT p.proname || '(' || pg_get_function_arguments(p.oid) || ')',
        pg_get_function_result(p.oid), obj_description(p.oid, 'pg_proc')
      FROM pg_proc AS p
      WHERE p.pronamespace = 'analytics'::regnamespace
      ORDER BY p.proname COLLATE "C", pg_get_function_arguments(p.oid) COLLATE "C"
      """;

  private static final String TYPES =
      """
      SELECT t.typname,
        (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid),
        obj_description(t.oid, 'pg_type')
      FROM pg_type AS t
      WHERE t.typnamespace IN ('public'::regnamespace, 'analytics'::regnamespace) AND t.typtype = 'e'
      ORDER BY t.typname COLLATE "C"
      """;

  private final Connection connection;
  private final StringBuilder text = new StringBuilder();

  private DataDictionary(Connection connection) {
    this.connection = connection;
  }

  /** Of a database that has the schema. */
  static String of(Connection connection) throws SQLException {
    DataDictionary dictionary = new DataDictionary(connection);
    dictionary.write();
    return dictionary.text.toString();
  }

  private void write() throws SQLException {
    text.append(
        """
        # Data dictionary

        Made from the comments in the database (`mvn test -Dtest=DataDictionaryIT -Ddocs=write`): in psql `\\d+ analytics.jobs` shows the same. Questions and their queries are in the [cookbook](cookbook.md).

        Times are `timestamp with time zone`, and durations are in seconds unless a name says otherwise.

        ## What analysts read: the schema `analytics`
        """);
    relations("analytics");
    text.append("\n### Functions\n\n| function | returns | meaning |\n|---|---|---|\n");
    each(FUNCTIONS, row -> row(row, "`%s` | `%s` | %s"));
    text.append("\n### Values\n\n| type | values | meaning |\n|---|---|---|\n");
    each(TYPES, row -> row(row, "`%s` | %s | %s"));
    text.append(
        "\n## What the job writes: tables\n\nAnalysts do not read them. They may change with a release.\n");
    relations("public");
  }

  private void relations(String schema) throws SQLException {
    each(
        RELATIONS.formatted(schema),
        relation -> {
          text.append("\n### %s\n\n%s\n\n".formatted(relation.getString(2), relation.getString(3)));
          text.append("| column | type | meaning |\n|---|---|---|\n");
          each(COLUMNS.formatted(relation.getString(1)), row -> row(row, "`%s` | `%s` | %s"));
        });
  }

  private void row(ResultSet row, String cells) throws SQLException {
    text.append("| ")
        .append(cells.formatted(cell(row, 1), cell(row, 2), cell(row, 3)))
        .append(" |\n");
  }

  private static String cell(ResultSet row, int column) throws SQLException {
    String cell = row.getString(column);
    return cell == null ? "" : cell.replace("|", "\\|");
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, Row reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }
}
