/** Arithmetic of axes. Pure. */

/**
 * Smallest and largest of the values that are there.
 * @param {(number | null)[]} values
 * @param {[number, number]} fallback when there are none
 * @param {number} [room] share of the range to add at either end
 * @returns {[number, number]}
 */
export function extent(values, fallback, room = 0) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return fallback;
  const margin = high > low ? (high - low) * room : 0.5;
  return [low - margin, high + margin];
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {(value: number) => number}
 */
export function linear([a, b], [c, d]) {
  return (value) => c + ((value - a) / (b - a)) * (d - c);
}

/**
 * Round numbers within a range, about as many as wanted.
 * @param {number[]} range
 * @param {number} wanted
 */
export function ticks([low, high], wanted) {
  const rough = (high - low) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((nice) => nice * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/**
 * The same for seconds, by the steps of a clock.
 * @param {number[]} range
 * @param {number} wanted
 */
export function timeTicks([low, high], wanted) {
  const step = TIME_STEPS.find((one) => (high - low) / one <= wanted) ?? TIME_STEPS[TIME_STEPS.length - 1];
  const first = Math.ceil(low / step);
  return Array.from(
    { length: Math.max(0, Math.floor(high / step) - first + 1) },
    (_, i) => (first + i) * step,
  );
}

/**
 * @param {number[]} t rising
 * @param {number} time
 * @returns {number} index of the nearest; -1 of none
 */
export function nearest(t, time) {
  const after = t.findIndex((one) => one >= time);
  if (after <= 0) return after < 0 ? t.length - 1 : 0;
  return time - t[after - 1] < t[after] - time ? after - 1 : after;
}
