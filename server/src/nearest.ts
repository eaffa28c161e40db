/** The closest known name, if it is close at all. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const given = name.slice(0, 60).toLowerCase()
  const ranked = known.map((one) => ({ one, distance: editDistance(given, one.toLowerCase()) }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.one : undefined
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change))
    }
    row = next
  }
  return row[b.length] ?? 0
}
