package io.syncpulse.http;

/**
 * How far the head of the next request on a connection has come, from one look at its counters to
 * the next.
 *
 * @param requests how many heads had come by the last look
 * @param bytes how many bytes had come by then
 * @param looks at how many looks in a row there was more of a head, but not its end
 */
record HeadProgress(long requests, long bytes, int looks) {

  /** A connection that was never looked at. */
  static final HeadProgress NONE = new HeadProgress(0, 0, 0);

  private static final int PATIENCE = 2;

  /** What a look at the counters shows. */
  HeadProgress next(long requestsNow, long answersNow, long bytesNow) {
    boolean betweenRequests = requestsNow == answersNow && requestsNow == requests;
    int looksNow = !betweenRequests ? 0 : bytesNow > bytes ? looks + 1 : looks;
    return new HeadProgress(requestsNow, bytesNow, looksNow);
  }

  boolean isTooSlow() {
    return looks >= PATIENCE;
  }
}
