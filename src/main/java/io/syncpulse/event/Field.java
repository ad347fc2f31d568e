package io.syncpulse.event;

/** A field of a record that means something here: a constant of an enum of such fields. */
interface Field {

  /** Its place among the fields of its enum. */
  int ordinal();

  /** How it is read. */
  FieldKind kind();

  /** Its name in the record, for people. */
  String wireName();
}
