// Says how old what is shown is, and what is wrong when something is.

import { say } from "./dom.js";
import { clockText, since } from "./format.js";

const SECOND = 1000;

/** How many intervals may pass without news. */
const LATE_AFTER = 2.5;
const OLD_AFTER = 6;

const HEADLINES = {
  unreachable: () => "The API cannot be reached.",
  unavailable: (error) => `The API cannot serve now: ${error.message}`,
  limited: (error) => error.message,
};

export function healthOf(elements) {
  let updated = null;
  let interval = 10 * SECOND;
  let problem = null;

  function draw() {
    const age = updated === null ? null : Date.now() - updated;
    elements.freshness.dataset.state = stateOf(age);
    say(elements.freshness, age === null ? "" : `Updated ${since(age / SECOND)}`);
    elements.banner.hidden = problem === null;
    elements.main.classList.toggle("outdated", problem !== null);
    if (problem !== null) {
      say(elements.problem, problem.headline);
      say(elements.problemAge, problemAge(age));
    }
  }

  function stateOf(age) {
    if (age === null) {
      return "none";
    }
    if (age > OLD_AFTER * interval) {
      return "old";
    }
    return problem !== null || age > LATE_AFTER * interval ? "late" : "fresh";
  }

  function problemAge(age) {
    const now = Date.now();
    const began = `Since ${clockText(new Date(problem.since))}, ${since((now - problem.since) / SECOND)}. `;
    const shown = age === null ? "" : `The figures are those of ${since(age / SECOND)}. `;
    const wait = Math.ceil((problem.next - now) / SECOND);
    return `${began}${shown}${wait > 0 ? `Next try in ${wait} s.` : "Trying again."}`;
  }

  setInterval(draw, SECOND);
  return {
    /** Everything was read, and will be again after so many milliseconds. */
    good(intervalMillis) {
      if (problem !== null) {
        say(elements.announcement, "The figures are up to date again.");
      }
      updated = Date.now();
      interval = intervalMillis;
      problem = null;
      draw();
    },
    /** It could not be read; the next try is in so many milliseconds. */
    bad(error, nextMillis) {
      const headline = HEADLINES[error.kind]?.(error) ?? `Something failed: ${error.message}`;
      problem = {
        headline,
        since: problem?.since ?? Date.now(),
        next: Date.now() + nextMillis,
      };
      draw();
    },
    /** Another page, or one that the server still counts for: nothing of it has been read. */
    reset() {
      updated = null;
      problem = null;
      draw();
    },
  };
}
