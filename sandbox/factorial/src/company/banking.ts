import { formatDay, formatTime, type Random } from "@rollcall/sandbox-kit"
import type { Row } from "../world.js"
import type { Draft } from "./draft.js"
import { drawBankAccount } from "./identity.js"
import type { Workplace } from "./places.js"

/** The company's own accounts, one a legal entity, with movements and card payments of the last weeks. */
export function writeBanking(draft: Draft, workplaces: Workplace[]): void {
  const random = draft.random("banking")
  const entities = new Map(workplaces.map((place) => [place.legalEntityId, place]))
  const accounts = [...entities.values()].map((place) => writeAccount(draft, place, random))
  const first = accounts[0]
  if (first === undefined) return
  const payments = merchants.map((merchant, index) => writeCardPayment(draft, { account: first, merchant, index }))
  for (const [index, account] of accounts.entries()) {
    writeMovements(draft, { account, payments: index === 0 ? payments : [], random })
  }
}

function writeAccount(draft: Draft, place: Workplace, random: Random): Row {
  const account = drawBankAccount(random, place.country)
  const balance = random.int(20_000, 400_000) * 100
  return draft.add("banking/bank_accounts", {
    external_id: `acc_${place.country.code}_${random.int(1000, 9999)}`,
    currency: place.country.currency,
    country: place.country.code,
    account_number: account.number,
    account_number_type: account.format,
    sort_code: account.format.startsWith("sort") ? account.code : null,
    bic: account.format === "iban" ? account.code : null,
    iban: account.format === "iban" ? account.number : null,
    routing_number: account.format.startsWith("routing") ? account.code : null,
    account_balance_cents: balance,
    available_balance_cents: balance - 50_000,
    pending_balance_cents: 50_000,
    beneficiary_name: place.country.legalName,
    bank_name: "Banco Inventado",
    account_alias: `Main ${place.country.currency}`,
    updated_at: formatTime(draft.today - 1, 300),
    legal_entity_id: place.legalEntityId,
  })
}

const merchants = [
  "Renfe",
  "Cloud Hosting",
  "Papelería Núñez",
  "Deutsche Bahn",
  "Conference Tickets",
  "Ferretería Güell",
]

type CardDraft = { account: Row; merchant: string; index: number }

function writeCardPayment(draft: Draft, { account, merchant, index }: CardDraft): Row {
  const at = formatTime(draft.today - 2 - index * 3, 700)
  const isRejected = index === 4
  return draft.add("banking/card_payments", {
    card_id: draft.nextId(),
    account_id: account.id,
    amount_cents: 1990 + index * 4310,
    currency: "EUR",
    merchant_name: merchant,
    merchant_amount_cents: 1990 + index * 4310,
    merchant_currency: "EUR",
    approved: !isRejected,
    external_created_at: at,
    status: isRejected ? "rejected" : index === 0 ? "pending" : "closed",
    type: index === 5 ? "refund" : "payment",
    exchange_rate: 1,
    rejected_reason: isRejected ? "insufficient_funds" : null,
    created_at: at,
  })
}

type MovementDraft = { account: Row; payments: Row[]; random: Random }

function writeMovements(draft: Draft, { account, payments, random }: MovementDraft): void {
  const kinds = [
    "payroll",
    "incoming_transfer",
    "outgoing_transfer",
    "fees",
    "topup",
    ...payments.map(() => "card_payment"),
  ]
  let balance = Number(account.account_balance_cents)
  for (const [index, type] of kinds.entries()) {
    const payment = payments[index - 5]
    const isIncoming = type === "incoming_transfer" || type === "topup"
    const amount = payment === undefined ? random.int(500, 60_000) * 100 : Number(payment.amount_cents)
    const signed = isIncoming ? amount : -amount
    const on = draft.today - 30 + index * 2
    balance += signed
    draft.add("banking/transactions", {
      bank_account_id: account.id,
      amount_cents: signed,
      balance_after_cents: balance,
      currency: account.currency ?? null,
      type,
      description: type === "payroll" ? "Nóminas del mes" : null,
      booking_date: formatDay(on),
      value_date: formatDay(on),
      card_payment_id: payment?.id ?? null,
      updated_at: formatTime(on, 800),
    })
  }
}
