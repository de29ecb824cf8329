/** What the thesis derives of elections (appendix B): in units of the timeout's range. */

/** P(the first election is split): c − 1 or more of s survivors of n time out within the one-way latency l of the first. */
export function splitProbability(n: number, s: number, l: number): number {
  const c = s - Math.floor(n / 2) + 1
  let p = 0
  for (let k = c - 1; k <= s; k++) p += choose(s, k) * power(l, k) * power(1 - l, s - k)
  return p
}
/** Mean time from a crash to the next leader: timeouts between one and two, a heartbeat each half, disks that take no time. */
export function meanDowntime(n: number, s: number, l: number): number {
  return (1 + 1 / (s + 1) + l) / (1 - splitProbability(n, s, l)) + l - 1 / 4
}
function choose(n: number, k: number): number {
  let ways = 1
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i
  return ways
}
function power(x: number, k: number): number {
  let product = 1
  for (let i = 0; i < k; i++) product *= x
  return product
}
