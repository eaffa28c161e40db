import { createHash, randomBytes, randomUUID } from "node:crypto"

/** Tokens are stored as hashes only: whoever reads the database can't call. They are random, so one round is enough. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest()

export const newApiToken = (): string => `rc_${randomBytes(32).toString("base64url")}`
/** Clients expect a UUID here. */
export const newAccountToken = (): string => randomUUID()
