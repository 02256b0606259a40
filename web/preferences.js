/** What this browser keeps for its user: small choices, none of them needed. */

const PREFIX = "formcheck.";

/**
 * @template T
 * @param {string} name
 * @param {T} fallback when nothing usable is kept
 * @returns {T}
 */
export function preference(name, fallback) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    return typeof kept === typeof fallback && kept !== null ? kept : fallback;
  } catch {
    return fallback;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function prefer(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still works, until the page is closed.
  }
}
