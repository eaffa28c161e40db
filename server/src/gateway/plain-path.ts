import { AppError } from "../errors.js"

/** Servers in between may decode a path once more than we do. */
const MOST_DECODINGS = 3

/**
 * Throws for a path that could mean another place than it says, however often it is decoded: `..`, a slash inside a
 * step, a backslash, a control character. `what` names it in the message.
 */
export function assertPlainPath(path: string, what: string): void {
  for (const step of path.split("/")) {
    let text = step
    for (let time = 0; time < MOST_DECODINGS; time++) {
      const decoded = decode(text, { what, isFirst: time === 0 })
      if (decoded === text) break
      text = decoded
      if (text.includes("/")) throw refuse(`${what} must not have a slash inside a step`)
    }
    if (/^\.{1,2}$/.test(text) || /[\\\p{Cc}]/u.test(text))
      throw refuse(`${what} must not climb with . or .., nor have backslashes or control characters`)
  }
}

function decode(text: string, { what, isFirst }: { what: string; isFirst: boolean }): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A % that is meant as such is no escape any more once it is decoded.
    if (!isFirst) return text
    throw refuse(`${what} has a broken escape in ${JSON.stringify(text.slice(0, 80))}`)
  }
}

const refuse = (message: string) => new AppError("request.invalid", message, { isUndone: true })
