import { ERROR_CODES, ERRORS } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { anchorOf, errorsAsHtml, errorsAsMarkdown } from "./error-docs.js"

describe("the page of errors", () => {
  it("is docs/errors.md", async () => {
    await expect(errorsAsMarkdown()).toMatchFileSnapshot("../../../docs/errors.md")
  })

  it("has a place of its own for each code", () => {
    const places = ERROR_CODES.map(anchorOf)
    expect(new Set(places).size).toBe(places.length)
    for (const place of places) expect(errorsAsHtml()).toContain(`<section id="${place}">`)
  })

  it("shows text as text", () => {
    const written = errorsAsHtml().replaceAll(/<[!/]?[a-z][^<>]*>/g, "")
    expect(written).not.toMatch(/[<>]/)
    expect(written).toContain("&lt;token&gt;")
  })
})

describe("the catalogue", () => {
  it("has codes of an area and a failure, and sentences that end", () => {
    for (const [code, { status, title, next_action }] of Object.entries(ERRORS)) {
      expect(code).toMatch(/^[a-z]+\.[a-z_]+$/)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(title).toMatch(/[^.]$/)
      expect(next_action).toMatch(/\.$/)
    }
  })

  it("promises what the message names only where it always does", () => {
    const promising = Object.entries(ERRORS).filter(([, { next_action }]) => /the message names/.test(next_action))
    expect(promising.map(([code]) => code)).toEqual(["request.too_large", "integration.not_installed"])
  })
})
