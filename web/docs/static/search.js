// Which sections of the documentation a search finds.

/** Of a row of `search.json`. */
export const sectionOf = ([page, id, title, heading, text]) => ({
  page,
  id,
  title,
  heading,
  text,
  low: { title: title.toLowerCase(), heading: heading.toLowerCase(), text: text.toLowerCase() },
})

const FILLERS = new Set(
  "a an and are be can did do does for how i in is it my of on or our the to we what why with".split(" "),
)

/** What is looked for: without the words that stand everywhere, and without the s of a plural. */
export function wordsIn(text) {
  const all = text
    .toLowerCase()
    .split(/[\s?!,;"]+/)
    .filter(Boolean)
  const telling = all.filter((word) => !FILLERS.has(word))
  return (telling.length > 0 ? telling : all).map((word) => word.replace(/(?<=\w{2})('s|s)$/, ""))
}

/** Words count more in a heading than in the text, and most as the whole heading. A section that lacks one is below all that have it. */
function score({ page, low }, words) {
  let sum = page.startsWith("decisions/") ? -2 : 0
  let missing = 0
  for (const word of words) {
    const at = low.text.indexOf(word)
    const inHeading = low.heading.includes(word)
    const inTitle = low.title.includes(word)
    if (at === -1 && !inHeading && !inTitle) missing += 1
    const isWhole = low.heading === word || low.heading === `${word}s`
    sum += (inHeading ? 12 : 0) + (inTitle ? 6 : 0) + (at === -1 ? 0 : 2) + (isWhole ? 8 : 0)
  }
  return missing === words.length ? 0 : Math.max(sum, 1) - missing * 1000
}

/** The sections with all words, best first. Where there are none, those with the most words. */
export function hitsOf(sections, words) {
  const rated = sections
    .map((section) => ({ section, points: score(section, words) }))
    .filter(({ points }) => points !== 0)
  const lengthOf = ({ section }) => section.heading.length
  const sorted = rated.sort((one, other) => other.points - one.points || lengthOf(one) - lengthOf(other))
  const [best] = sorted
  return sorted.filter(({ points }) => points > 0 || points > best.points - 500).slice(0, 12)
}
