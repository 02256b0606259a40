/** The server's HTTP side. Every refusal becomes an Error with the server's own line, translated. */
import { unpackTrack } from "./track.js";
import { translatedAnalysis } from "./translated.js";
import { saidByServer } from "./words.js";

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function fetched(path, options) {
  const answer = await fetch(path, { ...options, headers: { Accept: "application/json" } });
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => null);
  throw new Error(typeof body?.detail === "string" ? saidByServer(body.detail) : answer.statusText);
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function ask(path, options) {
  const answer = await fetched(path, options);
  return answer.status === 204 ? null : answer.json().catch(() => null);
}

/** @returns {Promise<import("./types.js").Exercise[]>} */
export const exercises = () => ask("/api/exercises");

/** @returns {Promise<{number: number, name: string}[]>} */
export const cameras = () => ask("/api/cameras");

/** @returns {Promise<{plans: import("./types.js").Plan[], faults: string[]}>} */
export const plans = () => ask("/api/plans");

/** @returns {Promise<import("./types.js").Session[]>} */
export const sessions = () => ask("/api/sessions");

/**
 * @param {number} id
 * @returns {Promise<import("./types.js").FullSession>}
 */
export const session = (id) => ask(`/api/sessions/${id}`);

/**
 * Where the body was through a session; without a frame when that was not kept.
 * @param {number} id
 * @returns {Promise<import("./track.js").Track>}
 */
export async function landmarks(id) {
  const answer = await fetched(`/api/sessions/${id}/landmarks`);
  return unpackTrack(await answer.arrayBuffer());
}

/**
 * @param {number} id
 * @returns {Promise<null>}
 */
export const deleteSession = (id) => ask(`/api/sessions/${id}`, { method: "DELETE" });

/** @returns {Promise<{deleted: number}>} */
export const deleteAllSessions = () => ask("/api/sessions", { method: "DELETE" });

/** @returns {Promise<import("./types.js").Trend[]>} */
export const trends = () => ask("/api/trends");

/**
 * @param {number} a
 * @param {number} b
 * @returns {Promise<import("./types.js").Comparison>}
 */
export const compare = (a, b) => ask(`/api/compare?a=${a}&b=${b}`);

/**
 * Takes over the sessions of an exported file.
 * @param {File} file
 * @returns {Promise<{added: number[], known: number}>}
 */
export const importSessions = (file) => ask("/api/import", { method: "POST", body: file });

/**
 * The address under which one session, or all of them, can be had as a file.
 * @param {"csv" | "json" | "html"} format
 * @param {number} [id]
 */
export function exportAddress(format, id) {
  return `/api/${id === undefined ? "" : `sessions/${id}/`}export?format=${format}`;
}

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
export const analysis = async (id) => translatedAnalysis(await ask(`/api/analyses/${id}`));

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
