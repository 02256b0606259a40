/** The server's HTTP side. Every refusal becomes an Error with the server's own line. */

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function ask(path, options) {
  const answer = await fetch(path, { ...options, headers: { Accept: "application/json" } });
  if (answer.status === 204) return null;
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(typeof body?.detail === "string" ? body.detail : answer.statusText);
  return body;
}

/** @returns {Promise<import("./types.js").Exercise[]>} */
export const exercises = () => ask("/api/exercises");

/** @returns {Promise<import("./types.js").Session[]>} */
export const sessions = () => ask("/api/sessions");

/**
 * @param {number} id
 * @returns {Promise<import("./types.js").FullSession>}
 */
export const session = (id) => ask(`/api/sessions/${id}`);

/**
 * @param {number} id
 * @returns {Promise<null>}
 */
export const deleteSession = (id) => ask(`/api/sessions/${id}`, { method: "DELETE" });

/**
 * Hands a film to the analysis, as it is.
 * @param {File} file
 * @param {string} exercise
 * @param {AbortSignal} signal
 * @returns {Promise<{id: number}>}
 */
export function startAnalysis(file, exercise, signal) {
  const query = new URLSearchParams({ exercise, name: file.name });
  return ask(`/api/analyses?${query}`, { method: "POST", body: file, signal });
}

/**
 * @param {number} id
 * @returns {Promise<import("./types.js").Analysis>}
 */
export const analysis = (id) => ask(`/api/analyses/${id}`);

/**
 * @param {number} id
 * @returns {Promise<null>}
 */
export const cancelAnalysis = (id) => ask(`/api/analyses/${id}`, { method: "DELETE" });

/**
 * Whether the server answers at all within the time.
 * @param {number} milliseconds
 */
export async function isAnswering(milliseconds) {
  try {
    await fetch("/api/state", { cache: "no-store", signal: AbortSignal.timeout(milliseconds) });
    return true;
  } catch {
    return false;
  }
}
