import { listClaims } from "./made/api";

const answer = await listClaims({ topic: ["patents"], include: ["statistics"], limit: 2 });
if (answer.status !== 200) throw new Error(String(answer.status));
if (typeof answer.data !== "object" || !("meta" in answer.data)) throw new Error("no page");
console.log(answer.data.meta.total, answer.data.data[0].citation.quote.exact);
