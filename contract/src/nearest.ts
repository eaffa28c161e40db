/** The closest known name, if it is close at all: what servers and clients propose for one that was mistyped. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const given = name.slice(0, 60).toLowerCase()
  const ranked = known.map((one) => ({ one, distance: editDistance(given, one.toLowerCase()) }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.one : undefined
}

/** Letters that are added, left out, changed, or swapped with the next one. */
function editDistance(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, index) => index)
  let [before, row] = [first, first]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : change
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
