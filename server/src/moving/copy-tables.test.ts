import { sql } from "kysely"
import { expect, it } from "vitest"
import { createClock } from "../clock.js"
import { openDatabase } from "../db/index.js"
import { serverDatabase } from "../db/testing.js"
import { copySequences, copyTable, inOrder, listTables, makeExact } from "./copy-tables.js"

const table = (name: string, refersTo: string[] = []) => ({ name, columns: [], refersTo })

it("Tables that others refer to come first, and a circle is told", () => {
  const tables = [table("a", ["b"]), table("b", ["c"]), table("c")]
  expect(inOrder(tables).map(({ name }) => name)).toEqual(["c", "b", "a"])
  expect(() => inOrder([table("a", ["b"]), table("b", ["a"])])).toThrow("in a circle")
})

const KINDS = `
  create table kinds (
    id bigint generated always as identity primary key, big bigint, bytes bytea, list text[], doc jsonb, raw json,
    at timestamptz, exact numeric, near float8, day date, flag boolean, digit bigint generated always as (big % 10) stored
  );
  create table parts (n int, word text) partition by range (n);
  create table parts_low partition of parts for values from (0) to (10);
  create table parts_high partition of parts for values from (10) to (2000);
  create sequence numbers`
const ROWS = `
  insert into kinds (big, bytes, list, doc, raw, at, exact, near, day, flag) values
    (9223372036854775807, '\\x00ff0a5c', array['a,b', null, '{"x"}', ''], '{"n": 12345678901234567890.5, "s": "\\u00e9\\n"}', '{"b":1,  "a":2}',
      '2026-03-29 02:30:00.123456+02', 0.1000, 0.1::float8 + 0.2::float8, '0044-03-15 BC', true),
    (-9223372036854775808, '', '{}', 'null', '[]', 'infinity', 'NaN', 'NaN', 'infinity', false),
    (null, null, null, null, null, null, null, null, null, null);
  insert into parts select n, 'w' || n from generate_series(0, 1234) n;
  select setval('numbers', 9007199254740993)`

it("Every kind of value arrives as it was: large numbers, bytes, lists, documents, moments, partitions, generated ones", async ({
  skip,
}) => {
  const place = await serverDatabase()
  if (!place) return skip("no PostgreSQL")
  const source = await openDatabase({ directory: null }, createClock())
  const target = await openDatabase(place, createClock())
  for (const { db } of [source, target]) await sql.raw(KINDS).execute(db)
  await sql.raw(ROWS).execute(source.db)
  const tables = (await listTables(target.db)).filter(({ name }) => ["kinds", "parts"].includes(name))
  expect(tables.map(({ name }) => name)).toEqual(["kinds", "parts"])
  const told: number[] = []
  const copy = () =>
    target.db.transaction().execute((to) =>
      source.db.transaction().execute(async (from) => {
        await makeExact(from)
        await makeExact(to)
        for (const one of tables) await copyTable({ from, to, table: one, onProgress: ({ done }) => told.push(done) })
        await copySequences(from, to)
      }),
    )
  await copy()
  expect(told).toEqual([3, 500, 1000, 1235])
  const read = async ({ db }: typeof source) => {
    await sql`set timezone to 'UTC'`.execute(db)
    return [
      (await sql`select k::text from kinds k order by id`.execute(db)).rows,
      (await sql`select nextval('numbers')::text`.execute(db)).rows,
      (await sql`select count(*)::int from parts_high`.execute(db)).rows,
    ]
  }
  expect(await read(target)).toEqual(await read(source))
  await sql`insert into kinds (big) values (4)`.execute(target.db)
  expect((await sql`select id, digit from kinds where big = 4`.execute(target.db)).rows).toEqual([{ id: 4, digit: 4 }])
  await source.close()
  await target.close()
  await place.drop()
})

it("A copy that is not the same is refused", async ({ skip }) => {
  const place = await serverDatabase()
  if (!place) return skip("no PostgreSQL")
  const source = await openDatabase({ directory: null }, createClock())
  const target = await openDatabase(place, createClock())
  const make = "create table words (word text)"
  await sql.raw(`${make}; insert into words values ('a'), ('b')`).execute(source.db)
  await sql
    .raw(`${make}; create function change() returns trigger language plpgsql as $$ begin new.word = upper(new.word); return new; end $$;
    create trigger changes before insert on words for each row execute function change()`)
    .execute(target.db)
  const [words] = (await listTables(target.db)).filter(({ name }) => name === "words")
  if (!words) throw new Error("no table")
  const copying = source.db
    .transaction()
    .execute((from) =>
      target.db.transaction().execute((to) => copyTable({ from, to, table: words, onProgress: () => {} })),
    )
  await expect(copying).rejects.toThrow("words did not arrive as it was (2 rows there, 2 here)")
  expect((await sql`select from words`.execute(target.db)).rows).toEqual([])
  await source.close()
  await target.close()
  await place.drop()
})
