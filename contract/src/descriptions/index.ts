import { OF_PLATFORM } from "./of-platform.js"
import { OF_ROWS } from "./of-rows.js"

const OPERATORS: Readonly<Record<string, string>> = {
  eq: "Is this.",
  ne: "Is not this.",
  in: "Is one of these.",
  gt: "Is after this, or more.",
  gte: "Is this, or after it, or more.",
  lt: "Is before this, or less.",
  lte: "Is this, or before it, or less.",
}

/**
 * What a field or parameter means by its name, for those whose schema says nothing of its own. A name means one thing
 * everywhere; where it does not, the schema says so (`.meta({ description })`), which is always the better place.
 */
export function meaningOf(name: string): string | undefined {
  if (Object.hasOwn(OF_ROWS, name)) return OF_ROWS[name]
  if (Object.hasOwn(OF_PLATFORM, name)) return OF_PLATFORM[name]
  if (Object.hasOwn(OPERATORS, name)) return OPERATORS[name]
  return name.endsWith("_source") ? "The HR system's own value." : undefined
}
