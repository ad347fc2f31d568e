package io.syncpulse.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The organizations and connections of a simulated sync platform, all from a seed. */
final class Platform {

  private static final int CONNECTIONS = 400;
  private static final int OTHER_ORGANIZATIONS = 6;
  private static final double OWN_SHARE = 0.35;

  private static final List<String> SOURCE_TYPES =
      List.of(
          "notion",
          "github",
          "slack",
          "google_drive",
          "salesforce",
          "jira",
          "confluence",
          "hubspot",
          "gmail",
          "asana",
          "linear",
          "dropbox",
          "zendesk",
          "stripe",
          "postgresql",
          "sharepoint",
          "google_calendar",
          "airtable");

  private static final List<String> COLLECTIONS =
      List.of(
          "Product Wiki",
          "Customer Tickets",
          "Engineering Docs",
          "Sales Pipeline",
          "Company Handbook",
          "Design Reviews",
          "Incident Reports",
          "Contracts",
          "Release Notes",
          "Research Papers");

  /** The shorter intervals are rarer, and still make most of the jobs. */
  private static final List<Duration> INTERVALS =
      Stream.of(
              IntStream.range(0, 6).mapToObj(i -> Duration.ofMinutes(5)),
              IntStream.range(0, 16).mapToObj(i -> Duration.ofMinutes(15)),
              IntStream.range(0, 44).mapToObj(i -> Duration.ofHours(1)),
              IntStream.range(0, 20).mapToObj(i -> Duration.ofHours(6)),
              IntStream.range(0, 14).mapToObj(i -> Duration.ofDays(1)))
          .flatMap(intervals -> intervals)
          .toList();

  private record Collection(UUID id, String name, String readableId) {}

  private Platform() {}

  /**
   * The connections of a platform. The first one is healthy, busy, and belongs to the given
   * organization, as do about a third of the others.
   */
  static List<SimulatedConnection> connections(long seed, UUID organization) {
    Dice dice = new Dice(seed);
    List<UUID> others = Stream.generate(dice::uuid).limit(OTHER_ORGANIZATIONS).toList();
    List<List<Collection>> collections =
        Stream.generate(() -> collections(dice)).limit(OTHER_ORGANIZATIONS + 1).toList();
    List<SimulatedConnection> connections = new ArrayList<>(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      boolean first = i == 0;
      int other = dice.chance(OWN_SHARE) || first ? -1 : dice.between(0, OTHER_ORGANIZATIONS - 1);
      Collection collection = dice.oneOf(collections.get(other + 1));
      connections.add(
          new SimulatedConnection(
              dice.uuid(),
              other < 0 ? organization : others.get(other),
              dice.uuid(),
              dice.oneOf(SOURCE_TYPES),
              collection.id,
              collection.name,
              collection.readableId,
              Temperament.at(first ? 0 : dice.between(0, 99)),
              first ? INTERVALS.get(0) : dice.oneOf(INTERVALS),
              dice.seed()));
    }
    return connections;
  }

  private static List<Collection> collections(Dice dice) {
    return COLLECTIONS.stream()
        .filter(name -> dice.chance(0.6))
        .map(name -> collection(name, dice))
        .toList();
  }

  private static Collection collection(String name, Dice dice) {
    UUID id = dice.uuid();
    String readable = name.toLowerCase(Locale.ROOT).replace(' ', '-');
    return new Collection(id, name, readable + "-" + id.toString().substring(0, 6));
  }
}
