/** Choices that a seed repeats; each user of it has a name and a row of choices of its own. */
export function seeded(seed, name) {
  let state = [...`${seed}/${name}`].reduce(
    (hash, char) => Math.imul(hash ^ char.charCodeAt(0), 16_777_619),
    2_166_136_261,
  )
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low, high) => low + Math.floor(next() * (high - low + 1))
  return { between, pick: (list) => list[between(0, list.length - 1)], chance: (share) => next() < share }
}
