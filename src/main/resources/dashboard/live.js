// Keeps a page up to date: reads again and again, not while nobody looks, and no faster than the
// server allows.

import { ApiError, traffic } from "./api.js";

const SECOND_MILLIS = 1_000;
const INTERVAL_MILLIS = 10_000;
const RETRY_MILLIS = 3_000;
const MINUTE_MILLIS = 60_000;

/** The part of a key's limit that the dashboard takes, so that something is left for a click. */
const SHARE_OF_LIMIT = 0.8;

/**
 * Starts at once. load(signal) reads, show(data) draws what it read; health is told of each outcome.
 * Data that is not all there yet says after how many seconds to ask again. lost(error) may take an error for itself by returning true, and then there is no next try.
 */
export function live({ load, show, health, lost }) {
  let timer = null;
  let due = 0;
  let current = null;

  async function run() {
    clearTimeout(timer);
    current?.abort();
    const attempt = new AbortController();
    current = attempt;
    const requests = traffic.requests;
    try {
      const data = await load(attempt.signal);
      if (attempt.signal.aborted) {
        return;
      }
      show(data);
      const least = leastInterval(traffic.requests - requests);
      if (data.again) {
        health.reset();
        schedule(Math.max(data.again * SECOND_MILLIS, least));
      } else {
        const interval = Math.max(INTERVAL_MILLIS, least);
        health.good(interval);
        schedule(interval);
      }
    } catch (error) {
      if (!attempt.signal.aborted) {
        failed(error);
      }
    }
  }

  function failed(error) {
    if (!(error instanceof ApiError)) {
      console.error(error);
    }
    if (lost(error)) {
      return;
    }
    const wait = error.retrySeconds ? error.retrySeconds * SECOND_MILLIS : RETRY_MILLIS;
    health.bad(error, wait);
    schedule(wait);
  }

  function schedule(millis) {
    due = Date.now() + millis;
    wait();
  }

  function wait() {
    clearTimeout(timer);
    if (!document.hidden) {
      timer = setTimeout(run, Math.max(0, due - Date.now()));
    }
  }

  document.addEventListener("visibilitychange", wait);
  run();
  return {
    again: run,
    stop() {
      clearTimeout(timer);
      current?.abort();
      document.removeEventListener("visibilitychange", wait);
    },
  };
}

/** What the key's limit allows to a page that takes so many requests. */
function leastInterval(requests) {
  return (MINUTE_MILLIS * requests) / (traffic.limit * SHARE_OF_LIMIT);
}
