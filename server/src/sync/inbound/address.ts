import { createHash, randomBytes } from "node:crypto"

const PATH = "/integrated-account-webhook"

/** A new secret part of an address, or a new challenge: 256 bits as text. */
export const createSecret = (): string => randomBytes(32).toString("base64url")

/** Addresses are kept as hashes only: whoever reads the database can't post. They are random, so one round is enough. */
export const hashKey = (key: string): Buffer => createHash("sha256").update(key).digest()

export const addressOf = (base: string, accountId: string, key: string): string => `${base}${PATH}/${accountId}/${key}`

/** The secret part of an address of this installation; undefined for any other address. */
export function keyIn(base: string, targetUrl: string): string | undefined {
  const start = `${base}${PATH}/`
  return targetUrl.startsWith(start) ? targetUrl.slice(start.length).split("/")[1] : undefined
}

/** The account that such an address is of. */
export const accountIn = (base: string, targetUrl: string): string | undefined =>
  keyIn(base, targetUrl) === undefined ? undefined : targetUrl.slice(`${base}${PATH}/`.length).split("/")[0]

type Reach = { publicUrl: string | null; remoteUrl: string; allowPrivateNetwork: boolean }

/**
 * The address under which the HR system can post to us, or null: over https; over plain http only where private
 * networks are allowed and the HR system itself is spoken to over http, as a local one is.
 */
export function reachableBase({ publicUrl, remoteUrl, allowPrivateNetwork }: Reach): string | null {
  if (publicUrl === null || publicUrl.startsWith("https://")) return publicUrl
  return allowPrivateNetwork && remoteUrl.startsWith("http://") ? publicUrl : null
}
