package io.syncpulse.api;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Whose figures a key may read beyond those of single connections. */
enum FigureScope {
  /** Of the organization of the key. */
  ORGANIZATION,
  /** Of all organizations together: only for a key that may read the platform. */
  PLATFORM;

  private static final UUID PLATFORM_ID = new UUID(0, 0);

  /** Those that the key may read, the narrowest first. */
  static List<FigureScope> of(ApiKey key) {
    return key.readsPlatform() ? List.of(ORGANIZATION, PLATFORM) : List.of(ORGANIZATION);
  }

  /** The {@code scope_id} of the scope's metrics. */
  UUID id(ApiKey key) {
    return this == PLATFORM ? PLATFORM_ID : key.organizationId();
  }

  /** Its name on the wire and in the database. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
