package io.syncpulse.event;

/**
 * Numbers of entities, none negative.
 *
 * @param inserted entities that were new
 * @param updated entities that had changed
 * @param deleted entities that were gone
 * @param kept entities that were unchanged (batches say it)
 * @param skipped entities that were passed over (status events say it)
 */
public record EntityCounts(long inserted, long updated, long deleted, long kept, long skipped) {

  /** No entities at all. */
  public static final EntityCounts NONE = new EntityCounts(0, 0, 0, 0, 0);

  /**
   * The larger of both, field by field: the join of what two observations say of the same thing.
   */
  public EntityCounts max(EntityCounts other) {
    return new EntityCounts(
        Math.max(inserted, other.inserted),
        Math.max(updated, other.updated),
        Math.max(deleted, other.deleted),
        Math.max(kept, other.kept),
        Math.max(skipped, other.skipped));
  }

  /** What remains, field by field, when another is taken away; where that is larger, nothing. */
  public EntityCounts beyond(EntityCounts other) {
    return new EntityCounts(
        Math.max(0, inserted - other.inserted),
        Math.max(0, updated - other.updated),
        Math.max(0, deleted - other.deleted),
        Math.max(0, kept - other.kept),
        Math.max(0, skipped - other.skipped));
  }
}
