// A client with fetch, typed by JSDoc: pages to the end, answers that are held, and refusals that help.
//
//     node examples/client.mjs [BASE]

/** @typedef {{ id: string, text: string, hedge: string | null }} Claim */
/** @typedef {{ data: Claim[], links: { next: string | null } }} Page */
/** @typedef {{ detail: string, example: string | null, errors: { did_you_mean: string | null }[] }} Problem */

const base = process.argv[2] ?? "http://127.0.0.1:8000";

/** @type {Map<string, { tag: string, body: Page }>} */
const held = new Map();
let notModified = 0;

/** One answer. What is held is asked for by its tag, and comes as 304 without a body.
 * @param {string} address @returns {Promise<Page>} */
async function get(address) {
  const known = held.get(address);
  const answer = await fetch(new URL(address, base), { headers: known ? { "If-None-Match": known.tag } : {} });
  if (answer.status === 304 && known) {
    notModified += 1;
    return known.body;
  }
  if (!answer.ok) throw new Error(explained(await answer.json()));
  const body = await answer.json();
  held.set(address, { tag: answer.headers.get("ETag") ?? "", body });
  return body;
}

/** Every claim of a list, page by page.
 * @param {string} address */
async function* all(address) {
  for (let next = /** @type {string | null} */ (address); next; ) {
    const page = await get(next);
    yield* page.data;
    next = page.links.next;
  }
}

/** A problem (RFC 9457) in words: what was wrong, and what would have worked.
 * @param {Problem} problem */
function explained({ detail, example, errors }) {
  const meant = errors.filter((fault) => fault.did_you_mean).map((fault) => `Did you mean ${fault.did_you_mean}?`);
  return [detail, ...meant, `Try ${example}`].join(" ");
}

const hedged = [];
for await (const claim of all("/v1/claims?limit=100")) if (claim.hedge) hedged.push(claim);
console.log(`${hedged.length} claims are hedged, the first with “${hedged[0].hedge}”: ${hedged[0].text}`);
for await (const _ of all("/v1/claims?limit=100"));
console.log(`Asked again, ${notModified} pages were held.`);
await get("/v1/claims?topc=patents").catch((error) => console.log(error.message));
