/** The log of requests and their upstream calls. */
export const requestLog = `
select 1;
`
