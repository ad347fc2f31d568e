package io.syncpulse.history;

import io.syncpulse.event.Id;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/**
 * The jobs of one connection in keyed state, in two rooms, so that a timer does not walk them all:
 * those under way are few and looked at every minute; those that have ended or were lost are many
 * and looked at every hour.
 */
final class TrackedJobs {

  /** Is told of a job that was lost. */
  interface Loss {
    void of(Id id, TrackedJob job) throws Exception;
  }

  /** Sets a timer for when a job is due. */
  interface Timers {
    void at(long micros);
  }

  private final HistoryRules rules;
  private final MapState<Id, TrackedJob> open;
  private final MapState<Id, TrackedJob> settled;

  TrackedJobs(HistoryRules rules, RuntimeContext context) {
    this.rules = rules;
    this.open = context.getMapState(descriptor("open-jobs"));
    this.settled = context.getMapState(descriptor("settled-jobs"));
  }

  /** The job as it is kept; a new one if it is not. */
  TrackedJob find(Id id) throws Exception {
    TrackedJob job = open.get(id);
    if (job == null) {
      job = settled.get(id);
    }
    return job == null ? new TrackedJob() : job;
  }

  /** All jobs that are kept. */
  List<Iterable<Map.Entry<Id, TrackedJob>>> all() throws Exception {
    return List.of(open.entries(), settled.entries());
  }

  /**
   * Keeps a job that was found and then changed.
   *
   * @param wasSettled whether it was settled when it was found; null if it was new
   */
  void keep(Id id, TrackedJob job, Boolean wasSettled, Timers timers) throws Exception {
    boolean isSettled = job.isSettled();
    boolean moved = wasSettled == null || wasSettled != isSettled;
    schedule(job, moved, timers);
    (isSettled ? settled : open).put(id, job);
    if (moved && wasSettled != null) {
      (isSettled ? open : settled).remove(id);
    }
  }

  /** Takes the silent among the open jobs for lost. */
  void loseTheSilent(long now, Timers timers, Loss loss) throws Exception {
    Iterator<Map.Entry<Id, TrackedJob>> each = open.iterator();
    while (each.hasNext()) {
      Map.Entry<Id, TrackedJob> entry = each.next();
      TrackedJob job = entry.getValue();
      if (job.inferLoss(now, rules)) {
        each.remove();
        schedule(job, true, timers);
        settled.put(entry.getKey(), job);
        loss.of(entry.getKey(), job);
      } else if (job.dueAt <= now) {
        schedule(job, true, timers);
        entry.setValue(job);
      }
    }
    clearIfEmpty(open);
  }

  /** On the hour, clears the settled jobs that can no longer matter. */
  void forgetTheOld(long now, Timers timers) throws Exception {
    if (now % TrackedJob.HOUR != 0) {
      return;
    }
    Iterator<Map.Entry<Id, TrackedJob>> each = settled.iterator();
    while (each.hasNext()) {
      Map.Entry<Id, TrackedJob> entry = each.next();
      TrackedJob job = entry.getValue();
      if (job.dueAt > now) {
        continue;
      }
      if (job.isForgettable(now, rules)) {
        each.remove();
      } else {
        schedule(job, true, timers);
        entry.setValue(job);
      }
    }
    clearIfEmpty(settled);
  }

  private void schedule(TrackedJob job, boolean anew, Timers timers) {
    if (job.schedule(rules, anew)) {
      timers.at(job.dueAt);
    }
  }

  /** A map that was emptied by its iterator is still an entry of its key in the heap backend. */
  private static void clearIfEmpty(MapState<Id, TrackedJob> jobs) throws Exception {
    if (jobs.isEmpty()) {
      jobs.clear();
    }
  }

  private static MapStateDescriptor<Id, TrackedJob> descriptor(String name) {
    return new MapStateDescriptor<>(name, Id.class, TrackedJob.class);
  }
}
