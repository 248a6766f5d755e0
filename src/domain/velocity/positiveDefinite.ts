export type Matrix = readonly (readonly number[])[];

/** Lower triangular L with L·Lᵀ = the matrix, which must be symmetric and positive definite. */
export function cholesky(matrix: Matrix): number[][] {
  const lower: number[][] = [];
  matrix.forEach((row, i) => {
    const made: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const rest = (row[j] ?? 0) - dot(made, lower[j] ?? made, j);
      made.push(i === j ? Math.sqrt(rest) : rest / (lower[j]?.[j] ?? 1));
    }
    lower.push(made);
  });
  return lower;
}

/** The solution x of L·Lᵀ·x = the right side. */
export function solve(lower: Matrix, right: readonly number[]): number[] {
  const forward: number[] = [];
  lower.forEach((row, i) => forward.push(((right[i] ?? 0) - dot(row, forward, i)) / (row[i] ?? 1)));
  const solved = [...forward];
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    let rest = forward[i] ?? 0;
    for (let j = i + 1; j < lower.length; j += 1) rest -= (lower[j]?.[i] ?? 0) * (solved[j] ?? 0);
    solved[i] = rest / (lower[i]?.[i] ?? 1);
  }
  return solved;
}

/** The logarithm of the determinant of L·Lᵀ. */
export function logDeterminant(lower: Matrix): number {
  return lower.reduce((sum, row, i) => sum + 2 * Math.log(row[i] ?? 1), 0);
}

/** The sum of the products of the first entries, as many as are asked for. */
export function dot(one: readonly number[], other: readonly number[], count = one.length): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
