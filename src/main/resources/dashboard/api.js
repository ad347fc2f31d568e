// Reads the API: with the key, with ETags, and with a word for each thing that can go wrong.

import { key } from "./session.js";

const TIMEOUT_MILLIS = 20_000;
const MOST_KEPT = 40;

/** The newest answer of each address, for its ETag. A Map keeps the order of insertion. */
const answers = new Map();

/** What the last answer said of the key's limit, and how many requests were made. */
export const traffic = { requests: 0, limit: Infinity };

/** kind: signed-out, limited, unavailable, unreachable, missing, invalid or failed. */
export class ApiError extends Error {
  constructor(kind, message, retrySeconds = null) {
    super(message);
    this.kind = kind;
    this.retrySeconds = retrySeconds;
  }
}

/** Nothing of one key may be shown to the next. */
export function forget() {
  answers.clear();
}

/**
 * The answer of an address: its body, and the cursor of the next page if there is one. It is the very
 * same object as last time while the server says that nothing has changed. While the server still
 * has to count, it has no body, but says so, and after how many seconds to ask again.
 */
export async function read(address, signal, token = key()) {
  const known = answers.get(address);
  const response = await send(address, token, known?.etag, signal);
  traffic.limit = Number(response.headers.get("ratelimit-limit") ?? Infinity);
  if (response.status === 304 && known) {
    return known;
  }
  if (!response.ok) {
    throw await failure(response);
  }
  if (response.status === 202) {
    return { body: null, counting: await detailOf(response), again: retryOf(response) };
  }
  const answer = {
    body: await response.json(),
    next: cursor(response.headers.get("link")),
    etag: response.headers.get("etag"),
  };
  answers.delete(address);
  answers.set(address, answer);
  if (answers.size > MOST_KEPT) {
    answers.delete(answers.keys().next().value);
  }
  return answer;
}

async function send(address, token, etag, signal) {
  const headers = { "x-api-key": token, accept: "application/json", prefer: "respond-async" };
  if (etag) {
    headers["if-none-match"] = etag;
  }
  const patience = AbortSignal.timeout(TIMEOUT_MILLIS);
  traffic.requests++;
  try {
    return await fetch(address, {
      headers,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiError("unreachable", "The API cannot be reached.");
  }
}

async function failure(response) {
  const detail = await detailOf(response);
  const retry = retryOf(response);
  switch (response.status) {
    case 401:
    case 403:
      return new ApiError("signed-out", detail);
    case 404:
      return new ApiError("missing", detail);
    case 422:
      return new ApiError("invalid", detail);
    case 429:
      return new ApiError("limited", "The rate limit of this key is used up.", retry ?? 10);
    case 503:
      return new ApiError("unavailable", detail, retry);
    default: {
      const id = response.headers.get("x-request-id");
      return new ApiError("failed", id ? `${detail} (request ${id})` : detail, retry);
    }
  }
}

const retryOf = (response) => Number(response.headers.get("retry-after")) || null;

/** A text, or for status 422 a list of problems. */
async function detailOf(response) {
  try {
    const { detail } = await response.json();
    return Array.isArray(detail)
      ? detail.map((problem) => `${problem.loc.join(" ")}: ${problem.msg}`).join("; ")
      : String(detail);
  } catch {
    return `The API answered with status ${response.status}.`;
  }
}

function cursor(link) {
  const next = link?.match(/<([^>]*)>;\s*rel="next"/)?.[1];
  return next ? new URL(next, location.origin).searchParams.get("cursor") : null;
}
