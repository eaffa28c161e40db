import { randomBytes } from "node:crypto"
import type { Brand, Frame, Language, Mode } from "@rollcall/web-link"
import { LANGUAGES, SETTING } from "@rollcall/web-link"
import type { FastifyRequest } from "fastify"
import type { LinkState } from "../../accounts/index.js"
import { addressOf } from "../guesses.js"

/** One request for a page: what its address and headers say. */
export type PageRequest = {
  query: URLSearchParams
  linkToken: string
  mode: Mode
  /** Origin that the browser used, e.g. `http://localhost:8080`. */
  origin: string
  cookies: ReadonlyMap<string, string>
  languages: readonly string[]
  /** Of the socket. */
  address: string
  /** Another site's page or a link in a message led here. Browsers say so by themselves; very old ones don't. */
  isFromElsewhere: boolean
}

/** The caller's options (truto-api 4.2) and our own; everything else in an address is dropped. */
const CARRIED = [
  "link_token",
  "integration",
  "integrations",
  "auth_format",
  "no_back",
  "iframe",
  "lang",
  "inner",
  "method",
  "anew",
]

export function readPageRequest(request: FastifyRequest): PageRequest {
  const at = request.url.indexOf("?")
  const query = new URLSearchParams(at < 0 ? "" : request.url.slice(at + 1))
  return {
    query,
    linkToken: query.get("link_token") ?? "",
    mode: query.get("inner") === "true" ? "inner" : query.get("iframe") === "true" ? "iframe" : "window",
    origin: `${request.protocol}://${request.headers.host ?? ""}`,
    cookies: readCookies(request.headers.cookie ?? ""),
    languages: [query.get("lang") ?? "", ...(request.headers["accept-language"] ?? "").split(",")],
    address: addressOf(request),
    isFromElsewhere: !/^(same-origin)?$/.test(String(request.headers["sec-fetch-site"] ?? "")),
  }
}

function readCookies(header: string): Map<string, string> {
  const pairs = header.split(";").map((pair) => pair.trim().split("=", 2))
  return new Map(pairs.flatMap(([name, value]) => (name && value ? [[name, value]] : [])))
}

export const carriedOf = (pageRequest: PageRequest): Record<string, string> => {
  const { query } = pageRequest
  const plain = CARRIED.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : []))
  const settings = Object.entries(settingsOf(pageRequest)).map(([name, value]) => [SETTING + name, value])
  return Object.fromEntries([...plain, ...settings])
}

const LONGEST_SETTING = 500

/** What was typed on the way to the consent page: settings, never a secret. */
export function settingsOf({ query }: PageRequest): Record<string, string> {
  const entries = [...query].filter(([name, value]) => IS_SETTING.test(name) && value.length <= LONGEST_SETTING)
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(SETTING.length), value]))
}

const IS_SETTING = new RegExp(`^${SETTING.replace(".", "\\.")}[a-z][a-z0-9_]{0,63}$`)

/** The first language that the page speaks, else the environment's, else English. */
export function languageOf(pageRequest: PageRequest, locale: string | null): Language {
  const wanted = pageRequest.languages.map((one) => one.trim().slice(0, 2).toLowerCase())
  const localised = [...wanted, locale ?? ""].map((one) => LANGUAGES.find((language) => language === one))
  return localised.find((one) => one !== undefined) ?? "en"
}

const NOBODY: Brand = { name: null, logoUrl: null, accentColor: null }

export function frameOf(pageRequest: PageRequest, linkState: LinkState | undefined, base: string): Frame {
  const settings = linkState?.settings
  return {
    language: languageOf(pageRequest, settings?.locale ?? null),
    brand: settings ?? NOBODY,
    mode: pageRequest.mode,
    base,
    nonce: randomBytes(16).toString("base64"),
    messageOrigins: settings?.allowedOrigins ?? [],
    redirectUri: linkState?.redirectUri ?? null,
    carried: carriedOf(pageRequest),
  }
}

/** Everything from here; in a frame only where the environment allows it. */
export function headersOf(frame: Frame, isFramed: boolean): Record<string, string> {
  const logo = sourcesOf(frame.brand.logoUrl === null ? [] : [frame.brand.logoUrl])
  const ancestors = !isFramed
    ? "'none'"
    : frame.messageOrigins.length > 0
      ? sourcesOf(frame.messageOrigins) || "'none'"
      : "*"
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${frame.nonce}'`,
    `img-src 'self' ${logo}`.trimEnd(),
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ]
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    // The address has the token in it: no other site may learn it.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    vary: "accept-language",
  }
}

/** Origins as a policy may name them: what could end a directive is left out. */
const sourcesOf = (addresses: readonly string[]): string =>
  addresses
    .filter((one) => URL.canParse(one))
    .map((one) => new URL(one).origin)
    .filter((one) => /^https?:\/\/[\w.:[\]-]+$/i.test(one))
    .join(" ")
