package io.syncpulse.report;

import java.sql.SQLException;
import java.util.function.Consumer;

/** Jobs that can be gone through more than once, and are the same each time. */
@FunctionalInterface
public interface JobSource {

  /**
   * Hands over each job in the order of creation.
   *
   * @throws SQLException if they cannot be read to the end
   */
  void forEach(Consumer<JobSpan> consumer) throws SQLException;
}
