// Addresses of the dashboard: everything after the #, so that a link can be shared. Never a key.

/** What an address asks for: a page, for the page of a connection its id, and the query. */
export function placeOf(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?", 2);
  const parts = path.split("/").filter((part) => part !== "");
  return { ...pageOf(parts), query: new URLSearchParams(query) };
}

function pageOf(parts) {
  if (parts.length === 0) {
    return { page: "overview" };
  }
  if (parts[0] === "connections" && parts.length === 2) {
    return { page: "connection", id: decoded(parts[1]) };
  }
  return { page: parts.length === 1 ? parts[0] : "unknown" };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a place, with changes to its query; null takes a parameter out. */
export function addressOf({ page, id, query }, changes = {}) {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") {
      changed.delete(name);
    } else {
      changed.set(name, value);
    }
  }
  const path = id ? `connections/${encodeURIComponent(id)}` : page === "overview" ? "" : page;
  return `#/${path}${changed.size > 0 ? `?${changed}` : ""}`;
}

export const connectionAddress = (id, window) =>
  `#/connections/${encodeURIComponent(id)}${window ? `?window=${encodeURIComponent(window)}` : ""}`;

/** Parameters for the API: those that have a value. */
export function queryText(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== "");
  return `?${new URLSearchParams(given)}`;
}
