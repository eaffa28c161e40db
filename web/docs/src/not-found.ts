/** What is shown at an address that has no page: which pages are near to what was asked for. */
import { escapeHtml } from "./html.js"

/** A page, and those of its headings that are words and not names. */
export type Entry = { name: string; title: string; parts: readonly { id: string; title: string }[] }
/** Made when the site is built. `template` has a mark where the text goes, and one before each of its own addresses. */
export type NotFound = { template: string; pages: readonly Entry[] }
type Near = { name: string; title: string; part?: { id: string; title: string } }

export const TEXT = "{{text}}"
export const UP = "{{up}}"

/** Characters and words: more is no name of a page. */
const MOST_SHOWN = 200
const MOST_WORDS = 4
const MOST_LINKS = 5
/** Of the pairs of letters: `webhok` and `webhooks` are alike, `errors` and `mirror` are not. */
const ALIKE = 0.65
/** So half of the words may be unknown. */
const LEAST_POINTS = 0.5

/** Answers the whole page as HTML for a path. It works at any depth below `/docs`, and behind any prefix. */
export function createNotFound({ template, pages }: NotFound): (path: string) => string {
  const nearTo = createNearest(pages)
  return (path) => {
    const asked = decoded(path).slice(0, MOST_SHOWN)
    const up = "../".repeat(Math.max(0, path.split("/").length - "/docs/page".split("/").length))
    const text = textOf(asked, nearTo(wordsOf(asked.replace(/^\/docs\b/, ""))))
    return template.split(TEXT).join(text).split(UP).join(up)
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function textOf(asked: string, near: readonly Near[]): string {
  const links = near.map(
    ({ name, title, part }) =>
      `<li><a href="${UP}${addressOf(name)}${part ? `#${part.id}` : ""}">${escapeHtml(part?.title ?? title)}${part ? `<span>${escapeHtml(title)}</span>` : ""}</a></li>`,
  )
  const found = near.length === 0 ? "" : `<h2>Pages near to it</h2>\n<ul class="near">${links.join("")}</ul>`
  return `<p class="status">404</p>
<h1>There is no such page</h1>
<p>Nothing is at <code>${escapeHtml(asked)}</code>. It may have been moved, or the address has a mistake in it.</p>
<p>The search at the top looks through every page. Or go to the <a href="${UP}${addressOf("")}">start</a>, the <a href="${UP}quick-start">quick start</a> or the <a href="${UP}operations">list of all calls</a>.</p>
${found}`
}

/** From a page right below `/docs`. */
const addressOf = (name: string): string => (name === "" ? "../docs" : name)

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\.(md|html?)$/, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)

/** A page's own name and title may be misspelt, and its name alone is best. Of its headings the very words count, and less. */
function createNearest(pages: readonly Entry[]): (asked: readonly string[]) => Near[] {
  const known = pages.map(({ name, title, parts }) => ({
    near: { name, title },
    names: wordsOf(name).map(spelt),
    own: [...wordsOf(name), ...wordsOf(title)].map(spelt),
    parts: parts.map((part) => ({ part, words: new Set(wordsOf(part.title)) })),
  }))
  const rate = ({ near, names, own, parts }: (typeof known)[number], asked: readonly Spelt[]) => {
    const bestAmong = (words: readonly Spelt[]) =>
      asked.map((one) => Math.max(0, ...words.map((other) => likenessOf(one, other))))
    const likeness = bestAmong(own)
    const bonus = (0.2 * Math.max(0, ...bestAmong(names))) / Math.max(1, names.length)
    const whole: Rated = { near, points: average(likeness) + bonus }
    const inParts = parts.map(({ part, words }) => {
      const found = asked.map(({ word }, at) => (words.has(word) ? 0.9 : (likeness[at] ?? 0) * 0.8))
      return { near: { ...near, part }, points: average(found) }
    })
    return inParts.reduce<Rated>((best, one) => (one.points > best.points ? one : best), whole)
  }
  return (asked) => {
    const words = asked.slice(0, MOST_WORDS).map(spelt)
    return known
      .map((page) => rate(page, words))
      .filter(({ points }) => points >= LEAST_POINTS)
      .sort((one, other) => other.points - one.points)
      .slice(0, MOST_LINKS)
      .map(({ near }) => near)
  }
}

const average = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length)

type Rated = { near: Near; points: number }
type Spelt = { word: string; pairs: ReadonlySet<string> }

/** Dice's coefficient of the pairs of letters; 0 where it is too low to mean anything. */
function likenessOf(one: Spelt, other: Spelt): number {
  if (one.word === other.word) return 1
  let shared = 0
  for (const pair of one.pairs) if (other.pairs.has(pair)) shared += 1
  const share = (2 * shared) / (one.pairs.size + other.pairs.size)
  return share >= ALIKE ? share : 0
}

const spelt = (word: string): Spelt => ({
  word,
  pairs: new Set([...word].slice(0, -1).map((letter, at) => letter + word.charAt(at + 1))),
})
