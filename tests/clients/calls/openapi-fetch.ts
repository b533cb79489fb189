import createClient from "openapi-fetch";
import type { paths } from "./made/schema";

const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: process.env.BASE! });
const query = { topic: ["patents"], include: ["statistics" as const], limit: 2 };
const { data, error } = await client.GET("/v1/claims", { params: { query } });
if (error) throw new Error(error.detail);
console.log(data.meta.total, data.data[0].citation.quote.exact);
