import fc from "fast-check"
import { expect, it } from "vitest"
import { hmacSha256, isSameSecret } from "./signature.js"

it("A secret is the same as itself only, and an empty one is nobody's", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(isSameSecret(one, one)).toBe(one !== "")
      expect(isSameSecret(one, other)).toBe(one === other && one !== "")
    }),
  )
})

it("An HMAC is over its parts one after another", () => {
  // RFC 4231, test case 2.
  const known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
  expect(hmacSha256("Jefe", "what do ya want for nothing?")).toBe(known)
  expect(hmacSha256("Jefe", Buffer.from("what do ya want "), "for nothing?")).toBe(known)
  expect(hmacSha256("Jef", "what do ya want for nothing?")).not.toBe(known)
})
