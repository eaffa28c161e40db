/** What reading by windows and by parents keeps. */
export const moreResources = `
select 1;
`
