import { client } from "./made/client.gen";
import { listClaims } from "./made/sdk.gen";

client.setConfig({ baseUrl: process.env.BASE! });
const { data, error } = await listClaims({ query: { topic: ["patents"], include: ["statistics"], limit: 2 } });
if (error !== undefined) throw new Error(error.detail);
if (typeof data !== "object" || !("meta" in data)) throw new Error("no page");
console.log(data.meta.total, data.data[0].citation.quote.exact);
