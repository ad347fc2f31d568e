package io.syncpulse.postgres;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BinaryOperator;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers states into batches of one state a key, the newest, in the order of the keys: fewer rows
 * to write, no key twice in a statement, and no two writers that lock rows in opposite order.
 *
 * <p>A batch goes on when it is full, when its oldest state has waited long enough, before a
 * checkpoint's barrier and at the end of input. So nothing is held when a checkpoint is taken, and
 * this needs no state of its own. States are held by reference: their type must be immutable.
 *
 * @param <K> the key of a row
 * @param <T> the state of a row
 */
public final class CoalesceNewest<K extends Comparable<K>, T>
    extends AbstractStreamOperator<List<T>> implements OneInputStreamOperator<T, List<T>> {

  private static final long serialVersionUID = 1L;

  private final KeySelector<T, K> key;
  private final int maxRows;
  private final Duration maxAge;
  private final Succession<T> succession;

  private transient NewestByKey<K, T> held;
  private transient ScheduledFuture<?> timer;

  /** What is held in place of an older and a newer state of a key. */
  public interface Succession<T> extends BinaryOperator<T>, Serializable {}

  /**
   * The newer state takes the older one's place.
   *
   * @param key the key of a state
   * @param maxRows how many keys make a full batch, 1 or more
   * @param maxAge how long a state may wait
   */
  public CoalesceNewest(KeySelector<T, K> key, int maxRows, Duration maxAge) {
    this(key, maxRows, maxAge, (older, newer) -> newer);
  }

  /**
   * @param key the key of a state
   * @param maxRows how many keys make a full batch, 1 or more
   * @param maxAge how long a state may wait
   * @param succession of two states of a key
   */
  public CoalesceNewest(
      KeySelector<T, K> key, int maxRows, Duration maxAge, Succession<T> succession) {
    this.key = key;
    this.maxRows = maxRows;
    this.maxAge = maxAge;
    this.succession = succession;
  }

  @Override
  public void open() throws Exception {
    super.open();
    held = new NewestByKey<>(maxRows, maxAge.toMillis(), succession);
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    T state = element.getValue();
    held.put(key.getKey(state), state, getProcessingTimeService().getCurrentProcessingTime());
    if (held.isFull()) {
      emit();
    } else if (timer == null) {
      setTimer();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emit();
  }

  @Override
  public void finish() throws Exception {
    emit();
    super.finish();
  }

  /**
   * One timer at a time: it is not taken back when a batch goes early, but set anew if too soon.
   */
  private void setTimer() {
    timer = getProcessingTimeService().registerTimer(held.dueAt(), this::onTimer);
  }

  private void onTimer(long timestamp) {
    timer = null;
    if (held.isEmpty()) {
      return;
    }
    if (held.dueAt() <= timestamp) {
      emit();
    } else {
      setTimer();
    }
  }

  private void emit() {
    if (!held.isEmpty()) {
      output.collect(new StreamRecord<>(held.drain()));
    }
  }
}
