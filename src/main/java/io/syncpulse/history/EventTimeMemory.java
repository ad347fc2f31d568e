package io.syncpulse.history;

import java.io.Serializable;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * How far event time had come, over a restart: Flink's watermarks begin anew, and what was too late
 * before must not be in time again. Milliseconds since the epoch.
 */
public final class EventTimeMemory implements Serializable {

  private static final long serialVersionUID = 1L;

  private transient ListState<Long> remembered;
  private transient boolean isRestored;
  private transient long newest;

  /** Recalls what any subtask knew: all of them had passed on what came before. */
  public void initialize(FunctionInitializationContext context) throws Exception {
    remembered =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("event-time", Types.LONG));
    isRestored = context.isRestored();
    newest = Long.MIN_VALUE;
    for (Long known : remembered.get()) {
      newest = Math.max(newest, known);
    }
  }

  /** Remembers for the snapshot that is taken now. */
  public void snapshot() throws Exception {
    remembered.clear();
    remembered.add(newest);
  }

  /** Whether this attempt goes on from a snapshot. */
  public boolean isRestored() {
    return isRestored;
  }

  /**
   * The newest of all watermarks that were seen with a record. A timer may fire on a watermark that
   * has jumped far beyond it, and then the timer's own time says more.
   */
  public long newest() {
    return newest;
  }

  /** The newest of all watermarks, this one included. */
  public long newest(long watermark) {
    newest = Math.max(newest, watermark);
    return newest;
  }
}
