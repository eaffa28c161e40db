/**
 * Secrets at rest and signatures. A sealed blob is AES-256-GCM with a fresh nonce, names the key it was sealed with,
 * and is bound to its place (table, row, column), so that a blob moved to another row does not open. Nothing else in
 * the server touches keys, and nothing here writes or logs.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto"
import { sql } from "kysely"
import type { Db } from "../db/index.js"
import { AppError, BadSettings } from "../errors.js"

export type Key = { id: string; secret: Buffer }
/** Where a blob lives. */
export type Place = { table: string; row: string; column: string }

export type Vault = {
  currentKeyId: string
  /** How every value begins that the current key has sealed. */
  currentHeader: Buffer
  seal(plain: string | Buffer, place: Place): Buffer
  /** Throws `server.unavailable` when its key was not given, and an `Error` for a blob that is damaged or of another place. */
  open(blob: Uint8Array, place: Place): Buffer
  sign(text: string, purpose: string): string
  /** True for a signature by any of the keys. */
  verify(text: string, signature: string, purpose: string): boolean
}

const VERSION = 1
const NONCE = 12
const TAG = 16

/** The first key seals; the others still open what they sealed. */
export function createVault(keys: readonly [Key, ...Key[]]): Vault {
  const byId = new Map(keys.map((key) => [key.id, key.secret]))
  const [current] = keys
  const signingKeys = new Map<string, Buffer>()
  const signingKey = (key: Key, purpose: string): Buffer => {
    const name = `${key.id} ${purpose}`
    const found =
      signingKeys.get(name) ?? Buffer.from(hkdfSync("sha256", key.secret, "", `rollcall sign ${purpose}`, 32))
    signingKeys.set(name, found)
    return found
  }
  const signWith = (key: Key, text: string, purpose: string) =>
    createHmac("sha256", signingKey(key, purpose)).update(text).digest("base64url").slice(0, 24)
  return {
    currentKeyId: current.id,
    currentHeader: headerOf(current.id),
    seal(plain, place) {
      const header = headerOf(current.id)
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv("aes-256-gcm", current.secret, nonce)
      cipher.setAAD(Buffer.concat([header, placeBytes(place)]))
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([header, nonce, sealed, cipher.getAuthTag()])
    },
    open: (blob, place) => openBlob(Buffer.from(blob), place, byId),
    sign: (text, purpose) => signWith(current, text, purpose),
    verify: (text, signature, purpose) => keys.some((key) => isEqual(signWith(key, text, purpose), signature)),
  }
}

function openBlob(blob: Buffer, place: Place, keys: ReadonlyMap<string, Buffer>): Buffer {
  const keyId = keyIdOf(blob)
  const header = blob.subarray(0, 2 + (blob[1] ?? 0))
  const secret = keys.get(keyId)
  const isWhole = blob[0] === VERSION && blob.length >= header.length + NONCE + TAG
  if (!isWhole || !KEY_ID.test(keyId)) throw new Error("a sealed value is damaged")
  if (!secret) {
    const lack = `a stored secret was sealed with the key ${keyId}, which this server's ROLLCALL_ENCRYPTION_KEYS lacks`
    throw new AppError("server.unavailable", `${lack}: the operator must give it to every server and restart them`, {
      nextAction: "Tell whoever runs this server: the message names the key that is missing.",
    })
  }
  const nonce = blob.subarray(header.length, header.length + NONCE)
  const decipher = createDecipheriv("aes-256-gcm", secret, nonce)
  decipher.setAAD(Buffer.concat([header, placeBytes(place)]))
  decipher.setAuthTag(blob.subarray(blob.length - TAG))
  return Buffer.concat([decipher.update(blob.subarray(header.length + NONCE, blob.length - TAG)), decipher.final()])
}

/** Names of keys, as settings have them too. */
export const KEY_ID = /^[A-Za-z0-9_-]{1,40}$/

const keyIdOf = (blob: Buffer): string => blob.subarray(2, 2 + (blob[1] ?? 0)).toString("utf8")

const headerOf = (keyId: string) =>
  Buffer.concat([Buffer.from([VERSION, Buffer.byteLength(keyId)]), Buffer.from(keyId)])
const placeBytes = ({ table, row, column }: Place) => Buffer.from(JSON.stringify([table, row, column]))

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** A new key as it is written in ROLLCALL_ENCRYPTION_KEYS. */
export const createKey = (id: string): string => `${id}:${randomBytes(32).toString("base64")}`

const CHECK: Place = { table: "vault_check", row: "1", column: "sealed" }

/** Whether one of the keys is that of the database whose check this is. */
export function opensCheck(sealed: Uint8Array, keys: readonly [Key, ...Key[]]): boolean {
  try {
    createVault(keys).open(sealed, CHECK)
    return true
  } catch {
    return false
  }
}

/** The first start seals a known text; every later start must be able to open it. Throws what to do when it can't. */
export async function assertKeyFits(db: Db, vault: Vault): Promise<void> {
  const sealed = vault.seal("rollcall", CHECK)
  await sql`insert into vault_check (id, sealed) values (1, ${sealed}) on conflict (id) do nothing`.execute(db)
  const row = await db.selectFrom("vault_check").select("sealed").where("id", "=", 1).executeTakeFirstOrThrow()
  try {
    vault.open(row.sealed, CHECK)
  } catch (error) {
    const wanted = error instanceof AppError ? `: it wants the key ${keyIdOf(Buffer.from(row.sealed))}` : ""
    const hint = "give the key that this database was started with, or changed to"
    const problem = `ROLLCALL_ENCRYPTION_KEYS: the encryption key does not fit this database${wanted}: ${hint}`
    throw new BadSettings([problem], { cause: error })
  }
}
