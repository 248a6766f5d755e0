/** The density of the standard normal distribution. */
function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** The probability that a standard normal value is below `z`, to about 14 digits. */
export function normalBelow(z: number): number {
  if (z < -TAIL) return normalDensity(z) * millsOfTail(-z);
  if (z > TAIL) return 1 - normalDensity(z) * millsOfTail(z);
  return 0.5 + normalDensity(z) * oddSeries(z);
}

/**
 * The logarithm of the probability that a standard normal value is above `z`, and the derivative of that by `-z` (the
 * hazard): finite for every finite `z`, also where the probability itself would be 0.
 */
export function normalAbove(z: number): { readonly log: number; readonly hazard: number } {
  if (z > TAIL) {
    const mills = millsOfTail(z);
    return { log: -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) + Math.log(mills), hazard: 1 / mills };
  }
  const above = normalBelow(-z);
  return { log: Math.log(above), hazard: normalDensity(z) / above };
}

/** From here on the continued fraction is the better one. */
const TAIL = 3;

/** z + z³/3 + z⁵/(3·5) + …, all of one sign. */
function oddSeries(z: number): number {
  let [term, sum] = [z, z];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** The probability above `z` by the density there, for a `z` in the upper tail: 1/(z + 1/(z + 2/(z + …))). */
function millsOfTail(z: number): number {
  let below = z;
  for (let at = 80; at >= 1; at -= 1) below = z + at / below;
  return 1 / below;
}
