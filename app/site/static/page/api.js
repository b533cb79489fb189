// The public API, as any client of it would ask. Addresses are made from the page's own host and prefix, so that the
// page works below a prefix, and where answers have absolute links to another name of the same service.

const prefix = document.documentElement.dataset.prefix;
const held = new Map();

export const meta = (name) => document.querySelector(`meta[name="record-${name}"]`).content;

export const source = meta("source");

/** The address of a path of ours, or of a link that an answer had. */
export function address(link) {
  const at = link.indexOf("/v1/");
  return prefix + (at < 0 ? link : link.slice(at));
}

/** An address with parameters; a list becomes the parameter repeated, what is empty is left out. */
export function request(path, parameters = {}) {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const query = new URLSearchParams(pairs.filter(([, value]) => value !== "" && value != null)).toString();
  return address(path) + (query ? `?${query}` : "");
}

/** JSON of an address; what is asked twice is fetched once. A problem is thrown as it came. */
export function get(url) {
  if (!held.has(url)) {
    const answer = fetch(url, { headers: { accept: "application/json" } }).then(async (response) => {
      const body = await response.json();
      if (!response.ok) throw Object.assign(new Error(body.detail), { problem: body });
      return body;
    });
    answer.catch(() => held.delete(url));
    held.set(url, answer);
  }
  return held.get(url);
}

export const text = async (url) => (await fetch(url)).text();

/** Every record of a list, page by page. */
export async function all(url) {
  const records = [];
  for (let next = url; next;) {
    const page = await get(next);
    records.push(...page.data);
    next = page.links.next && address(page.links.next);
  }
  return records;
}
