/**
 * What every part of the sandbox works on: the rows of one company, who calls, and what is answered.
 *
 * Rows are kept in one plain form, and each endpoint writes them in its own. Text, days and numbers are text; a list
 * option is its id as a number, several are an array; money is `{value, currency}`; a checkbox is a boolean; a manager
 * is an employee id. Null is empty. So a renamed option or manager shows everywhere at once, as at BambooHR.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type Row = { id: string; [column: string]: Json }

export type TableName = string

export type CompanyInfo = {
  /** In bodies of webhooks; no endpoint tells it. */
  id: string
  legalName: string
  displayName: string
  address: { line1: string; line2: string; city: string; state: string; zip: string }
  phone: string
  /** IANA name; the company's day is read in it. */
  timezone: string
  /** Of empty money. */
  currency: string
}

export type CompanyData = { company: CompanyInfo; tables: Record<TableName, Row[]> }

export type CompanyOptions = {
  /** Same seed, size and today: byte-equal company. */
  seed: string
  /** Number of employees, those who left included; 0 is a company with nobody in it. */
  size: number
  /** The day the company is seen on, `YYYY-MM-DD`; nothing reads the wall clock. */
  today: string
}

/** How a refusal is written: classic endpoints say it in a header, newer ones in a body. */
export type RefusalForm = "classic" | "coded" | "problem" | "webhooks"

export type Explained = {
  /** Sentence for a person. */
  message: string
  /** Of `coded` and `problem` bodies. */
  code?: string
  /** As seen live, some sentences stand twice, and in a misspelt header too. */
  isDoubled?: boolean
  headers?: Readonly<Record<string, string>>
}

/** A refusal as BambooHR would give it; the endpoint decides its form. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly explained: Explained,
  ) {
    super(explained.message)
  }
}
