import { type Culture, nameLists } from "./name-lists.js"
import type { Random } from "./random.js"

export type Gender = "female" | "male"
export type PersonName = { first: string; last: string; latinFirst: string; latinLast: string; culture: Culture }

const abroad: Culture[] = ["es", "pt", "fr", "de", "en", "pl", "tr", "ja", "ar", "pl", "tr"]

const lists = Object.fromEntries(
  Object.entries(nameLists).map(([culture, list]) => [
    culture,
    { female: parse(list.female), male: parse(list.male), last: parse(list.last), lastNames: list.lastNames },
  ]),
)

/** Mostly the names of the country, one in six from elsewhere. */
export function drawName(random: Random, local: Culture, gender: Gender): PersonName {
  const culture = random.chance(1 / 6) ? random.pick(abroad) : local
  const list = lists[culture]
  if (list === undefined) throw new Error(`no names of culture ${culture}`)
  const first = random.pick(list[gender])
  const last = random.pick(list.last)
  const second = list.lastNames === 2 ? random.pick(list.last) : last
  const both = second === last ? last.text : `${last.text} ${second.text}`
  return { first: first.text, last: both, latinFirst: first.latin, latinLast: last.latin, culture }
}

/** Lower-case ASCII for mail addresses: `Łukasz` is `lukasz`, `O'Brien` is `obrien`. */
export function toAscii(text: string): string {
  return text
    .replace(/[łŁßıøØ]/g, (letter) => plain[letter] ?? "")
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
}

const plain: Record<string, string> = { ł: "l", Ł: "l", ß: "ss", ı: "i", ø: "o", Ø: "o" }

function parse(list: string): { text: string; latin: string }[] {
  return list.split(",").map((entry) => {
    const [text = "", latin = text] = entry.split("|")
    return { text, latin }
  })
}
