import { randomUUID } from "node:crypto"
import { samplePayload, type Webhook } from "@rollcall/contract"
import { type Page, type PageQuery, readPage } from "../db/paging.js"
import { assertStorable } from "../db/storable.js"
import { AppError, badField } from "../errors.js"
import { makeDue } from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { bodyOf } from "./fan-out.js"
import { newSecrets, openSecrets, rotate, sealSecrets, signingSecrets } from "./secrets.js"
import { type Outcome, send } from "./send.js"
import { showWebhook } from "./show.js"
import * as store from "./store.js"

export type WebhookPatch = {
  targetUrl?: string | undefined
  isActive?: boolean | undefined
  eventTypes?: readonly string[] | null | undefined
}

export type WebhookAdmin = {
  page(environmentId: string, query: PageQuery & store.WebhookFilters): Promise<Page<Webhook>>
  get(environmentId: string, id: string): Promise<Webhook | undefined>
  create(environmentId: string, values: WebhookPatch & { targetUrl: string }): Promise<Webhook & { secret: string }>
  update(environmentId: string, id: string, patch: WebhookPatch): Promise<Webhook | undefined>
  remove(environmentId: string, id: string): Promise<boolean>
  /** The old secret signs as well for so long. */
  rotateSecret(environmentId: string, id: string, overlapSeconds: number): Promise<Rotated | undefined>
  /** Sends one event now. Throws `webhook.test_failed` with what the target did, unless it took the event. */
  test(environmentId: string, id: string, eventType: string): Promise<Accepted | undefined>
}
type Accepted = { duration_ms: number; response: NonNullable<Outcome["response"]> }
type Rotated = Webhook & { secret: string; previous_secret_expires_at: string }

const MOST_WEBHOOKS = 100

export function createAdmin(deps: WebhooksDeps): WebhookAdmin {
  const { db, vault } = deps
  return {
    page: (environmentId, { limit, cursor, ...filters }) =>
      readPage(vault, {
        binding: `webhooks ${environmentId}`,
        query: { limit, cursor },
        list: (at) => store.listWebhooks(db, environmentId, { ...at, ...filters }),
        show: showWebhook,
      }),
    async get(environmentId, id) {
      const row = await store.findWebhook(db, environmentId, id)
      return row && showWebhook(row)
    },
    create: (environmentId, values) => create(deps, environmentId, values),
    update: (environmentId, id, patch) => update(deps, { environmentId, id }, patch),
    remove: (environmentId, id) => store.deleteWebhook(db, environmentId, id),
    rotateSecret: (environmentId, id, overlapSeconds) => rotateSecret(deps, { environmentId, id }, overlapSeconds),
    test: (environmentId, id, eventType) => sendTest(deps, { environmentId, id }, eventType),
  }
}

async function create(
  deps: WebhooksDeps,
  environmentId: string,
  { targetUrl, isActive = true, eventTypes }: WebhookPatch & { targetUrl: string },
) {
  assertTarget(deps, targetUrl)
  const id = randomUUID()
  const secrets = newSecrets()
  const row = await deps.db.transaction().execute(async (tx) => {
    // Held, so that the first event of the new webhook is the next one.
    const seen = await deps.changes.hold(tx, environmentId)
    if ((await store.countWebhooks(tx, environmentId)) >= MOST_WEBHOOKS) {
      throw new AppError("request.invalid", `an environment has ${MOST_WEBHOOKS} webhooks at most: remove one`)
    }
    return store.insertWebhook(tx, {
      id,
      environment_id: environmentId,
      target_url: targetUrl,
      event_types: eventTypes && eventTypes.length > 0 ? JSON.stringify(eventTypes) : null,
      is_active: isActive,
      secrets: sealSecrets(deps.vault, id, secrets),
      seen_sequence: seen,
    })
  })
  return { ...showWebhook(row), secret: secrets.current }
}

type Place = { environmentId: string; id: string }

function update(deps: WebhooksDeps, { environmentId, id }: Place, patch: WebhookPatch): Promise<Webhook | undefined> {
  const { targetUrl, isActive, eventTypes } = patch
  if (targetUrl !== undefined) assertTarget(deps, targetUrl)
  return deps.db.transaction().execute(async (tx) => {
    if (!(await store.findWebhook(tx, environmentId, id))) return undefined
    const isMended = targetUrl !== undefined || isActive === true
    const after = await store.updateWebhook(tx, id, {
      ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
      ...(isActive === undefined ? {} : { is_active: isActive }),
      ...(eventTypes === undefined ? {} : { event_types: eventTypes?.length ? JSON.stringify(eventTypes) : null }),
      ...(isMended ? { failing_since: null, disabled_reason: null } : {}),
    })
    if (isMended && after.is_active) {
      await makeDue(tx, id)
      await deps.jobs.send(tx, { queue: "fan-out", data: { environmentId } })
      await deps.jobs.send(tx, { queue: "deliver", data: { webhookId: id } })
    }
    return showWebhook(after)
  })
}

/** What can be told without looking a name up; the rest is told when it is sent. */
function assertTarget({ egress }: WebhooksDeps, targetUrl: string): void {
  assertStorable({ target_url: targetUrl })
  const fail = (message: string): never => {
    throw badField("target_url", message)
  }
  const url = URL.canParse(targetUrl) ? new URL(targetUrl) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw fail("give an https address")
  if (url.username !== "" || url.password !== "") throw fail("give an address without a user name: use the signature")
  try {
    egress.assertAllowed(url)
  } catch (error) {
    fail(error instanceof Error ? error.message : "is not allowed")
  }
}

function rotateSecret(
  { db, vault, clock }: WebhooksDeps,
  { environmentId, id }: Place,
  overlapSeconds: number,
): Promise<Rotated | undefined> {
  return db.transaction().execute(async (tx) => {
    const there = await store.findWebhook(tx, environmentId, id)
    const row = there && (await store.lockWebhook(tx, id))
    if (!row) return undefined
    const until = new Date(clock.now().getTime() + overlapSeconds * 1000)
    const secrets = rotate(openSecrets(vault, id, row.secrets), { now: clock.now(), until })
    const after = await store.updateWebhook(tx, id, { secrets: sealSecrets(vault, id, secrets) })
    return { ...showWebhook(after), secret: secrets.current, previous_secret_expires_at: until.toISOString() }
  })
}

async function sendTest(deps: WebhooksDeps, { environmentId, id }: Place, type: string): Promise<Accepted | undefined> {
  const row = await store.findWebhook(deps.db, environmentId, id)
  if (!row) return undefined
  const event = { id: randomUUID(), type, payload: samplePayload(type), sequence: 0, created_at: deps.clock.now() }
  const secrets = signingSecrets(openSecrets(deps.vault, id, row.secrets), deps.clock.now())
  const message = { id: event.id, url: row.target_url, body: bodyOf(row, event), secrets }
  const { error, response, durationMs } = await send({ dispatcher: deps.egress.dispatcher, clock: deps.clock }, message)
  if (error !== null || response === null)
    throw new AppError("webhook.test_failed", `the test event was not accepted: ${error}`)
  return { duration_ms: durationMs, response }
}
