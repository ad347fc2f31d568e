package io.syncpulse.event;

/** The tables of the platform whose rows are read. */
enum RowTable {
  SYNC_JOB,
  SOURCE_CONNECTION
}
