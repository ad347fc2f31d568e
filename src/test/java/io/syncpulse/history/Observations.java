package io.syncpulse.history;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Observations to test with, made by hand or at random, few in kind so that they collide. */
final class Observations {

  static final Id CONNECTION = new Id(1, 1);
  static final Id JOB = new Id(2, 2);
  static final Id ACME = new Id(3, 1);
  static final Id GLOBEX = new Id(3, 2);
  static final long MINUTE = 60_000_000L;

  private Observations() {}

  static Observation status(Id job, JobStatus status, long minute) {
    return status(job, status, minute, ACME);
  }

  static Observation status(Id job, JobStatus status, long minute, Id organization) {
    Failure failure = status == JobStatus.FAILED ? new Failure("it broke", null, null) : null;
    return new Observation(
        CONNECTION,
        job,
        minute * MINUTE,
        status,
        -1,
        EntityCounts.NONE,
        failure,
        facts(organization, "notion"));
  }

  /** A status that reports how many entities were inserted in total. */
  static Observation total(Id job, JobStatus status, long minute, long inserted) {
    return new Observation(
        CONNECTION,
        job,
        minute * MINUTE,
        status,
        -1,
        new EntityCounts(inserted, 0, 0, 0, 0),
        null,
        facts(ACME, "notion"));
  }

  static Observation batch(Id job, int sequence, long minute, long inserted) {
    return new Observation(
        CONNECTION,
        job,
        minute * MINUTE,
        null,
        sequence,
        new EntityCounts(inserted, 0, 0, 0, 0),
        null,
        facts(ACME, "notion"));
  }

  static ConnectionFacts facts(Id organization, String sourceType) {
    return new ConnectionFacts(
        organization, new Id(4, 4), sourceType, new Id(5, 5), "Docs", "docs");
  }

  /** Any observations of one job, times within the hour, so that ties are common. */
  static Arbitrary<List<Observation>> ofOneJob() {
    return Arbitraries.oneOf(anyStatus(JOB), anyBatch(JOB)).list().ofMinSize(1).ofMaxSize(12);
  }

  /** Any observations of three jobs of one connection. */
  static Arbitrary<List<Observation>> ofThreeJobs() {
    Arbitrary<Id> job = Arbitraries.of(JOB, new Id(2, 3), new Id(2, 4));
    return job.flatMap(id -> Arbitraries.oneOf(anyStatus(id), anyBatch(id)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  private static Arbitrary<Observation> anyStatus(Id job) {
    return Combinators.combine(
            minutes(), Arbitraries.of(JobStatus.values()), counts(), failures(), anyFacts())
        .as(
            (at, status, counts, failure, facts) ->
                new Observation(CONNECTION, job, at, status, -1, counts, failure, facts));
  }

  private static Arbitrary<Observation> anyBatch(Id job) {
    return Combinators.combine(
            minutes(), Arbitraries.integers().between(0, 5), counts(), anyFacts())
        .as(
            (at, sequence, counts, facts) ->
                new Observation(CONNECTION, job, at, null, sequence, counts, null, facts));
  }

  private static Arbitrary<Long> minutes() {
    return Arbitraries.longs().between(0, 59).map(minute -> minute * MINUTE);
  }

  private static Arbitrary<EntityCounts> counts() {
    Arbitrary<Long> count = Arbitraries.longs().between(0, 9);
    return Combinators.combine(count, count, count, count, count).as(EntityCounts::new);
  }

  private static Arbitrary<Failure> failures() {
    return Arbitraries.of(
            new Failure("a", null, null),
            new Failure("b", "api_key_invalid", null),
            new Failure("b", null, "{}"))
        .injectNull(0.5);
  }

  private static Arbitrary<ConnectionFacts> anyFacts() {
    return Combinators.combine(
            Arbitraries.of(ACME, GLOBEX).injectNull(0.2), Arbitraries.of("notion", "github"))
        .as(Observations::facts);
  }
}
