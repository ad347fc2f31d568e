package io.syncpulse.tool;

import java.util.Locale;

/** Events as the sync platform writes them. */
final class Events {

  private Events() {}

  static String connection(int number) {
    return String.format(Locale.ROOT, "c0000000-0000-4000-8000-%012d", number);
  }

  /** The event that a job of the connection began to run. */
  static String running(int connection, String at) {
    return """
    {"event_type":"sync.running","timestamp":"%s","sync_id":"50000000-0000-4000-8000-000000000001",\
    "organization_id":"00000000-0000-4000-8000-000000000001",\
    "sync_job_id":"a0000000-0000-4000-8000-000000000001","source_connection_id":"%s",\
    "source_type":"notion","entities_inserted":0,"error":null}"""
        .formatted(at, connection(connection));
  }
}
