/** Writes and what became of their steps. */
export const writes = `
select 1;
`
